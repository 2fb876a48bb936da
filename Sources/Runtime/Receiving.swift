// SPDX-License-Identifier: Apache-2.0
//
// Receiving in a worker's loop: a peer that vanished in the midst of a message costs that message,
// not the worker.

import ZeroMQ

extension Socket where R: ReceivingRole {
    /// The next whole message; nil when there is none now.
    func nextWhole() throws(ZeroMQError) -> Message? {
        while true {
            do throws(ZeroMQError) {
                return try receive()
            } catch {
                if error.code != .messageCutShort { throw error }
            }
        }
    }
}
