// SPDX-License-Identifier: Apache-2.0
//
// Failures of the engine, as one typed error.
//
// Law: whatever can be answered with a value is not an error. "Would block" is nil or
// `SendOutcome.wouldBlock`, "no such peer" is `SendOutcome.unroutable`, an interrupted call is
// repeated. What is left is here, with the engine's own words. Whether to retry is said at each
// code; what to do about it is left to the caller.

import CZeroMQ
import Glibc

/// A call that the engine, the system or this module declined.
public struct ZeroMQError: Error, Equatable, Sendable {
    /// What went wrong, for code to switch on.
    public let code: Code
    /// What was being done, with the socket's label and the endpoint where there are such.
    public let operation: String
    /// The reason in words: the engine's own text, or ours for the codes below zero.
    public let text: String

    /// An error with its own words.
    public init(code: Code, operation: String, text: String) {
        self.code = code
        self.operation = operation
        self.text = text
    }

    /// An error in the engine's words.
    init(code: Code, operation: String) {
        let text = unsafe String(cString: zmq_strerror(code.rawValue))
        self.init(code: code, operation: operation, text: text)
    }
}

extension ZeroMQError {
    /// The kind of failure: an `errno` of the system or the engine, or, below zero, one of ours.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: Int32

        public init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        /// The context was shut down: close the socket and leave. A retry never helps.
        public static let terminated = Code(rawValue: CZeroMQ.ETERM)
        /// Somebody holds the endpoint. A retry helps once the holder is gone.
        public static let addressInUse = Code(rawValue: Glibc.EADDRINUSE)
        /// The host has no such address. A retry never helps.
        public static let addressNotAvailable = Code(rawValue: Glibc.EADDRNOTAVAIL)
        /// An `ipc` path is longer than the system's 107 bytes. A retry never helps.
        public static let nameTooLong = Code(rawValue: Glibc.ENAMETOOLONG)
        /// An argument is malformed or beyond its range. A retry never helps.
        public static let invalidArgument = Code(rawValue: Glibc.EINVAL)
        /// The endpoint was not bound or connected, or its directory does not exist.
        public static let notFound = Code(rawValue: Glibc.ENOENT)
        /// The transport is none of `tcp`, `ipc` and `inproc`. A retry never helps.
        public static let transportNotSupported = Code(rawValue: Glibc.EPROTONOSUPPORT)
        /// The socket is in the wrong state: a `Reply` that has no request to answer, say.
        public static let wrongState = Code(rawValue: CZeroMQ.EFSM)
        /// The socket is closed. A retry never helps.
        public static let closed = Code(rawValue: Glibc.ENOTSOCK)
        /// The process or the context has no descriptors or sockets left.
        public static let tooManySockets = Code(rawValue: Glibc.EMFILE)
        /// The peer went in the middle of a message, and what was left of it is dropped.
        ///
        /// Received: the message is lost, the next `receive` starts a new one. Sent: nothing of the
        /// message reaches anybody, and it may be sent again (a `Request` socket must be closed).
        public static let messageCutShort = Code(rawValue: -1)
        /// A subscription is longer than 200 bytes; the engine loses those from 246 to 255.
        public static let subscriptionTooLong = Code(rawValue: -2)
    }
}

extension ZeroMQError: CustomStringConvertible {
    public var description: String { "\(operation): \(text) (\(code.rawValue))" }
}
