// SPDX-License-Identifier: Apache-2.0
//
// Why a call of the client has no answer, as one typed error.

public import Wire
public import ZeroMQ

/// Why a call has no answer.
public enum ClientError: Error, Sendable, Equatable {
    /// Nothing came within the deadline. The same ids may be sent again.
    case noAnswer(endpoint: String)
    /// The worker declined the call. Where its status is one that passes, the deadline came first.
    case declined(Header)
    /// What came is not an answer of this protocol.
    case notUnderstood(String)
    /// The body at that index is larger than a frame may be, 4 MiB: nothing was sent. A worker
    /// drops the connection of who sends it.
    case tooLarge(index: Int)
    case connection(ZeroMQError)
    /// The outbox's files. Nothing that was kept is lost.
    case outbox(OutboxError)
}
