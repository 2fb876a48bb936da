// SPDX-License-Identifier: Apache-2.0
//
// The engine of the process: its I/O threads, and a list of the sockets that are open.
//
// Law: shutting down cannot hang. `shutdown` makes every call upon every socket fail with
// `terminated`, which sends their threads home; `terminate` waits for them within a limit and names
// those that stayed. Nothing here is done in `deinit`: a context that nobody terminated is leaked,
// because zmq_ctx_term may block and a deinit runs on any thread.
//
// Left to the caller: one context a process, made after any fork; closing sockets on their threads;
// calling `terminate` on a plain thread, never on the cooperative pool.

import CZeroMQ
import Synchronization

/// The engine's I/O threads and the sockets upon them. Make one a process, after any fork.
public final class Context: Sendable {
    private enum Phase {
        case running
        case shutDown
        case terminating
        case terminated
    }

    private struct OpenSocket {
        let label: String
        var endpoints: [String] = []
    }

    private struct State {
        var phase = Phase.running
        var sockets: [Int: OpenSocket] = [:]
        var nextID = 0
    }

    private let handle: EngineHandle
    private let state = Mutex(State())
    /// Rung at each change that `terminate` may be waiting for.
    private let changed: Mailbox

    /// Launches the engine. One I/O thread carries about a gigabyte a second.
    public init(ioThreads: Int = 1) throws(ZeroMQError) {
        guard let threadCount = Int32(exactly: ioThreads), threadCount > 0 else {
            throw ZeroMQError(
                code: .invalidArgument, operation: "create a context",
                text: "\(ioThreads) I/O threads, at least one is needed")
        }
        changed = try Mailbox()
        guard let made = unsafe EngineHandle(zmq_ctx_new()) else {
            throw ZeroMQError(code: .init(rawValue: zmq_errno()), operation: "create a context")
        }
        handle = made
        try set(ZMQ_IO_THREADS, threadCount)
        try set(ZMQ_BLOCKY, 0)
        // Zero-copy receive pins a buffer of 8 KiB for each small message that is kept.
        try set(CZMQ_ZERO_COPY_RECV, 0)
    }

    private func set(_ option: Int32, _ value: Int32) throws(ZeroMQError) {
        try check("set context option \(option)") {
            unsafe zmq_ctx_set(handle.pointer, option, value)
        }
    }

    /// Makes every call upon every socket of this context fail with `terminated`, blocked ones
    /// included. Messages already given to the engine still leave when their sockets are closed.
    /// Safe from any thread, and more than once.
    public func shutdown() {
        state.withLock { state in
            guard state.phase == .running else { return }
            state.phase = .shutDown
            unsafe _ = zmq_ctx_shutdown(handle.pointer)
        }
    }

    /// Shuts down, waits for the sockets to be closed by their threads, and ends the engine.
    ///
    /// Blocks, for no longer than the limit: call it on a plain thread that owns no open socket of
    /// this context. After a result other than `complete` it may be called again, or the process
    /// may exit; what was not terminated leaks.
    public func terminate(within limit: Duration) throws(ZeroMQError) -> Termination {
        shutdown()
        let deadline = Deadline(after: limit)
        if try !wait(until: deadline, for: { $0.sockets.isEmpty }) {
            return .leaked(openSockets)
        }
        try launchTermination()
        return try wait(until: deadline, for: { $0.phase == .terminated }) ? .complete : .lingering
    }

    /// The label and the endpoints of each socket that is open, oldest first.
    public var openSockets: [String] {
        state.withLock { state in
            state.sockets.sorted { $0.key < $1.key }.map { _, socket in
                ([socket.label] + socket.endpoints).joined(separator: " ")
            }
        }
    }

    private func wait(
        until deadline: Deadline, for fact: (borrowing State) -> Bool
    ) throws(ZeroMQError) -> Bool {
        while !state.withLock({ fact($0) }) {
            if try !changed.wait(until: deadline) { return state.withLock { fact($0) } }
        }
        changed.signal()  // Another thread may be waiting for the same fact.
        return true
    }

    /// zmq_ctx_term waits for messages that linger, so it gets a thread of its own.
    private func launchTermination() throws(ZeroMQError) {
        let isDue = state.withLock { state in
            guard state.phase == .shutDown else { return false }
            state.phase = .terminating
            return true
        }
        guard isDue else { return }
        do {
            try launchThread { [self] in
                while unsafe zmq_ctx_term(handle.pointer) < 0 && zmq_errno() == EINTR {}
                state.withLock { $0.phase = .terminated }
                changed.signal()
            }
        } catch {
            state.withLock { $0.phase = .shutDown }
            throw error
        }
    }
}

/// How the end of a context went.
public enum Termination: Sendable, Hashable {
    /// Everything is closed, sent or given up, and freed.
    case complete
    /// These sockets, by label and endpoints, were still open when the time was up.
    case leaked([String])
    /// All sockets are closed, but unsent messages still linger.
    case lingering
}

extension Context {
    /// Opens a socket and lists it, as one step, so that termination never overlooks one.
    func open(
        _ type: SocketType, label: String
    ) throws(ZeroMQError) -> (handle: EngineHandle, id: Int) {
        try state.withLock { state throws(ZeroMQError) in
            guard state.phase == .running else {
                throw ZeroMQError(code: .terminated, operation: "open \(label)")
            }
            guard let made = unsafe EngineHandle(zmq_socket(handle.pointer, type.rawValue)) else {
                throw ZeroMQError(code: .init(rawValue: zmq_errno()), operation: "open \(label)")
            }
            state.nextID += 1
            state.sockets[state.nextID] = OpenSocket(label: label)
            return (made, state.nextID)
        }
    }

    func noteOpened(_ endpoint: String, by id: Int) {
        state.withLock { $0.sockets[id]?.endpoints.append(endpoint) }
    }

    func noteClosed(_ endpoint: String, by id: Int) {
        state.withLock { state in
            guard let index = state.sockets[id]?.endpoints.firstIndex(of: endpoint) else { return }
            state.sockets[id]?.endpoints.remove(at: index)
        }
    }

    func noteClosed(_ id: Int) {
        state.withLock { $0.sockets[id] = nil }
        changed.signal()
    }
}
