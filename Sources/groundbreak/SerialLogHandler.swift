// SPDX-License-Identifier: Apache-2.0
//
// Lets one thread log at a time.
//
// swift-log's StreamLogHandler stamps a line with localtime(3), whose result all threads of a
// process share: two workers that log at once could write each other's time, or half of it.

import Logging
import Synchronization

/// Hands events on, one at a time; copies of it wait for each other.
struct SerialLogHandler<Handler: LogHandler>: LogHandler {
    private final class Gate: Sendable {
        let mutex = Mutex(())
    }

    private var handler: Handler
    private let gate = Gate()

    init(_ handler: Handler) { self.handler = handler }

    func log(event: LogEvent) {
        gate.mutex.withLock { _ in handler.log(event: event) }
    }

    var metadataProvider: Logger.MetadataProvider? {
        get { handler.metadataProvider }
        set { handler.metadataProvider = newValue }
    }

    var metadata: Logger.Metadata {
        get { handler.metadata }
        set { handler.metadata = newValue }
    }

    var logLevel: Logger.Level {
        get { handler.logLevel }
        set { handler.logLevel = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { handler[metadataKey: key] }
        set { handler[metadataKey: key] = newValue }
    }
}
