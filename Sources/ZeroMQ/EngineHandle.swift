// SPDX-License-Identifier: Apache-2.0
//
// An engine object's address, and a plain thread: the two things of C that must cross threads.
//
// Law: the address of a context may be used by any thread, as the engine promises; the address of
// a socket crosses only inside `Context.open`, on one thread. What it points to is freed by
// zmq_ctx_term or zmq_close, and who calls those makes sure that nobody uses it afterwards.

import Glibc

/// The address of a context or a socket of the engine.
@safe
struct EngineHandle: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer

    init?(_ pointer: UnsafeMutableRawPointer?) {
        guard let pointer = unsafe pointer else { return nil }
        unsafe self.pointer = unsafe pointer
    }
}

private final class ThreadBody: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
        self.run = run
    }
}

/// Runs the body on a new detached thread.
func launchThread(_ run: @escaping @Sendable () -> Void) throws(ZeroMQError) {
    let body = unsafe Unmanaged.passRetained(ThreadBody(run))
    var thread = pthread_t()
    let reason = unsafe pthread_create(
        &thread, nil,
        { argument in
            guard let argument = unsafe argument else { return nil }
            unsafe Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run()
            return nil
        }, body.toOpaque())
    guard reason == 0 else {
        unsafe body.release()
        throw ZeroMQError(code: .init(rawValue: reason), operation: "launch a thread")
    }
    pthread_detach(thread)
}
