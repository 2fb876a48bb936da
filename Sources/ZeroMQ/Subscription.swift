// SPDX-License-Identifier: Apache-2.0
//
// Subscribing while a socket is in use.
//
// Law: a prefix has at most 200 bytes. The engine takes longer ones, yet those of 246 to 255 bytes
// never reach the publisher. End a topic with a separator, or `a` also gets `ab`.

import CZeroMQ

extension Socket where R == Subscriber {
    /// Asks for the messages whose first frame begins with these bytes; for all, if there are none.
    ///
    /// It takes effect once the publisher has heard of it; what is published before is not seen.
    /// Throws `subscriptionTooLong` above 200 bytes.
    public func subscribe(_ prefix: [UInt8]) throws(ZeroMQError) {
        try core.set(ZMQ_SUBSCRIBE, bytes: checkedSubscription(prefix))
    }

    /// Withdraws one subscription. As many are needed as there were of the same prefix.
    public func unsubscribe(_ prefix: [UInt8]) throws(ZeroMQError) {
        try core.set(ZMQ_UNSUBSCRIBE, bytes: prefix)
    }
}

/// The prefix, if the engine carries it.
func checkedSubscription(_ prefix: [UInt8]) throws(ZeroMQError) -> [UInt8] {
    let bytesMax = 200
    guard prefix.count <= bytesMax else {
        throw ZeroMQError(
            code: .subscriptionTooLong, operation: "subscribe",
            text: "the prefix has \(prefix.count) bytes, \(bytesMax) are allowed")
    }
    return prefix
}
