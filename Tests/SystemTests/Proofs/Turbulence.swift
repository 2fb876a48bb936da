// SPDX-License-Identifier: Apache-2.0
//
// A bad network: of a hundred messages ten are lost and ten arrive twice, and each may be overtaken
// by up to ninety-nine that came after it. In both directions.
//
// Law: the same seed and the same messages in the same order give the same fate. Delay is counted
// in messages: one that is held goes on once so many more have come, or when nothing comes any
// more.

import Seeded
import ZeroMQ

/// Drops, duplicates and reorders.
struct Turbulence: Passage {
    /// What became of the messages that came, each counted once.
    struct Counts: Sendable {
        var received = 0
        var dropped = 0
        var duplicated = 0
        /// Copies that were held and passed on behind later ones.
        var held = 0

        static func + (left: Counts, right: Counts) -> Counts {
            var sum = left
            sum.received += right.received
            sum.dropped += right.dropped
            sum.duplicated += right.duplicated
            sum.held += right.held
            return sum
        }
    }

    /// The messages of one direction: what is due when so many more have come.
    private struct Lane {
        var due = [[[Frame]]](repeating: [], count: Turbulence.window)
        var next = 0
        var held = 0

        mutating func hold(_ frames: [Frame], for messages: Int) {
            due[(next + messages) % Turbulence.window].append(frames)
            held += 1
        }

        mutating func letGo() -> [[Frame]] {
            defer {
                due[next] = []
                next = (next + 1) % Turbulence.window
            }
            held -= due[next].count
            return due[next]
        }
    }

    /// A message is overtaken by fewer than this many.
    static let window = 100
    static let dropPercent = 10
    static let duplicatePercent = 10

    private(set) var counts = Counts()
    private var generator: Generator
    private var toWorker = Lane()
    private var toClient = Lane()

    init(seed: UInt64) { generator = Generator(seed: seed) }

    var isHolding: Bool { toWorker.held + toClient.held > 0 }

    mutating func take(_ message: Passing) -> [Passing] {
        let copies = copiesOfNext()
        let delays = (0..<copies).map { _ in generator.pick(0...(Turbulence.window - 1)) }
        counts.held += delays.count { $0 > 0 }
        let path = message.direction == .toWorker ? \Turbulence.toWorker : \.toClient
        for delay in delays { self[keyPath: path].hold(message.frames, for: delay) }
        return self[keyPath: path].letGo().map {
            Passing(frames: $0, direction: message.direction)
        }
    }

    private mutating func copiesOfNext() -> Int {
        counts.received += 1
        switch generator.pick(1...100) {
        case ...Turbulence.dropPercent:
            counts.dropped += 1
            return 0
        case ...(Turbulence.dropPercent + Turbulence.duplicatePercent):
            counts.duplicated += 1
            return 2
        default: return 1
        }
    }

    mutating func rest() -> [Passing] {
        var released: [Passing] = []
        for _ in 0..<Turbulence.window {
            released += toWorker.letGo().map { Passing(frames: $0, direction: .toWorker) }
            released += toClient.letGo().map { Passing(frames: $0, direction: .toClient) }
        }
        return released
    }
}
