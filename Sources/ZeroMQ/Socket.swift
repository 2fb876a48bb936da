// SPDX-License-Identifier: Apache-2.0
//
// A socket that one thread owns, typed by what it is for.
//
// Law: it lives and dies on the thread that opened it; it is neither copied nor sent. Options are
// set before the first bind or connect and never again. No call blocks unless it is given a limit.
// It closes when it goes out of scope; what is still unsent then lingers for `lingerMilliseconds`.
//
// Left to others: ending the context (`Context.terminate`), waiting for several (`Poller`).

import CZeroMQ

/// A socket of a given role. Open it on the thread that will use it.
public struct Socket<R: Role>: ~Copyable {
    let core: SocketCore

    /// Opens a socket.
    ///
    /// The label names it in errors and in the list of leaked sockets. Throws `terminated` after
    /// the context was shut down, `tooManySockets` beyond 1,023 sockets a context,
    /// `invalidArgument` for an option beyond its range.
    public init(
        _ context: Context, label: String,
        configure: (inout SocketOptions<R>) throws(ZeroMQError) -> Void = { _ in }
    ) throws(ZeroMQError) {
        var options = SocketOptions<R>()
        try configure(&options)
        let core = try SocketCore(context, R.socketType, label: label)
        try options.apply(to: core)
        self.core = core
    }

    deinit {
        core.close()
    }

    /// The name given at opening.
    public var label: String { core.label }

    /// Closes the socket now. Never blocks for messages: those linger with the engine. An `ipc`
    /// endpoint is free again, for this process or another, when the call returns.
    public consuming func close() {
        core.close()
    }
}

@available(*, unavailable, message: "a socket stays on the thread that opened it")
extension Socket: Sendable {}

extension Socket {
    /// Listens at an endpoint; the endpoint as resolved, with the port that `*` or `0` became.
    ///
    /// An `ipc` path is taken exclusively: `addressInUse` if any socket or process holds it, where
    /// the engine alone would take it away from the other. A stale file of a dead process is no
    /// hindrance. Throws `nameTooLong` for a path above 107 bytes.
    @discardableResult
    public func bind(_ endpoint: String) throws(ZeroMQError) -> String {
        try core.bind(Endpoint(endpoint))
    }

    /// Connects to an endpoint, now or whenever a peer appears there, and again after each loss.
    ///
    /// Success does not mean that a peer is there.
    public func connect(_ endpoint: String) throws(ZeroMQError) {
        try core.connect(Endpoint(endpoint))
    }

    /// Stops listening at an endpoint, given as `bind` returned it; its connections end too.
    public func unbind(_ endpoint: String) throws(ZeroMQError) {
        try core.unbind(Endpoint(endpoint))
    }

    /// Ends a connection, given as to `connect`; messages not yet sent to it linger.
    public func disconnect(_ endpoint: String) throws(ZeroMQError) {
        try core.disconnect(Endpoint(endpoint))
    }
}
