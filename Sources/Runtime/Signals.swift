// SPDX-License-Identifier: Apache-2.0
//
// SIGTERM and SIGINT ask the process to stop; a second one ends it at once.

import Foundation

/// Waits for the signals that stop a process. Block them before any thread is made.
public enum Signals {
    private static var stops: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGTERM)
        sigaddset(&set, SIGINT)
        return set
    }

    /// Keeps the signals from every thread made from now on.
    public static func block() {
        var set = stops
        pthread_sigmask(SIG_BLOCK, &set, nil)
        signal(SIGPIPE, SIG_IGN)
    }

    /// Calls `action` on a thread of its own at the first signal.
    public static func onStop(_ action: @escaping @Sendable () -> Void) {
        let thread = Thread {
            var set = stops
            var number: Int32 = 0
            sigwait(&set, &number)
            pthread_sigmask(SIG_UNBLOCK, &set, nil)
            action()
        }
        thread.start()
    }
}
