// SPDX-License-Identifier: Apache-2.0
//
// Sending in a worker's loop: a peer that vanishes in the midst of a message costs that message, not
// the worker. Whoever sent it asks again, as after any message that did not arrive.

import ZeroMQ

extension Socket where R: SendingRole {
    /// Sends the whole message or nothing of it; what the peer's end cut short counts as not taken.
    func sendWhole(_ message: Message) throws(ZeroMQError) -> SendOutcome {
        do throws(ZeroMQError) {
            return try send(message)
        } catch {
            if error.code != .messageCutShort { throw error }
            return .wouldBlock
        }
    }
}
