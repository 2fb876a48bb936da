// SPDX-License-Identifier: Apache-2.0
//
// Failures of the outbox's storage, as one typed error: what was being done, to which file, and the
// system's own words.

import Glibc

/// Why the outbox's storage could not do what was asked.
public struct OutboxError: Error, Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// Another process delivers this outbox. A retry helps once it is done.
        case busy
        /// The file is not what was written: torn, altered, or of another form.
        case damaged
        /// The facts are more or larger than a worker takes: the reason is in `text`.
        case tooLarge
        /// There is no room left. What was to be kept is not kept.
        case full
        /// The system declined.
        case failed
    }

    public let kind: Kind
    /// As `open` or `rename`.
    public let operation: String
    public let path: String
    /// The system's errno, or 0.
    public let code: Int32
    /// The reason in words: the system's own text where there is an errno.
    public let text: String

    init(_ kind: Kind, _ operation: String, _ path: String, _ text: String) {
        (self.kind, self.operation, self.path, self.code) = (kind, operation, path, 0)
        self.text = text
    }

    /// An error in the system's words.
    init(_ operation: String, _ path: String, errno code: Int32) {
        kind = [ENOSPC, EDQUOT].contains(code) ? .full : .failed
        (self.operation, self.path, self.code) = (operation, path, code)
        text = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    }
}

extension OutboxError: CustomStringConvertible {
    public var description: String {
        "\(operation) \(path): \(text)" + (code == 0 ? "" : " (\(code))")
    }
}
