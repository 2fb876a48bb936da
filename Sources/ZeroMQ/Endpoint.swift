// SPDX-License-Identifier: Apache-2.0
//
// An endpoint, judged before the engine sees it.
//
// Law: only `tcp`, `ipc` and `inproc` pass: of the engine's other transports some are drafts and
// some abort the process. A path of `ipc` has at most 107 bytes, else the system would refuse it in
// words that nobody understands. Host names and ports are left to the engine.

/// A checked endpoint.
struct Endpoint {
    /// The longest name that fits into the system's socket address with its NUL.
    static let pathBytesMax = 107

    let text: String
    /// Where the lock of a bound `ipc` path belongs; nil if the system itself is exclusive (`tcp`,
    /// abstract names) or if the engine makes a name of its own (`ipc://*`).
    let lockPath: String?

    init(_ text: String) throws(ZeroMQError) {
        self.text = text
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        let address = parts.count == 2 ? String(parts[1]) : ""
        if address.isEmpty || text.utf8.contains(0) {
            throw Self.refusal(.invalidArgument, text, "not of the form transport://address")
        }
        guard ["tcp", "ipc", "inproc"].contains(parts[0]) else {
            throw Self.refusal(.transportNotSupported, text, "only tcp, ipc and inproc are offered")
        }
        let isPath = parts[0] == "ipc"
        if isPath && address.utf8.count > Self.pathBytesMax {
            throw Self.refusal(
                .nameTooLong, text,
                "the ipc path has \(address.utf8.count) bytes, \(Self.pathBytesMax) are allowed")
        }
        let isFile = isPath && address != "*" && !address.hasPrefix("@")
        lockPath = isFile ? address + ".lock" : nil
    }

    private static func refusal(
        _ code: ZeroMQError.Code, _ endpoint: String, _ text: String
    ) -> ZeroMQError {
        ZeroMQError(code: code, operation: "use endpoint \(endpoint)", text: text)
    }
}
