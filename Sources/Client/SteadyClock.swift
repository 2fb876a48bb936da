// SPDX-License-Identifier: Apache-2.0
//
// The clocks of a client, read for its machines, which read none themselves. Deadlines are told by
// the steady clock; the wall clock is filled in, and nothing here depends on it.

import Glibc
import Pipeline
import Workers

/// Reads the wall clock, and the steady clock since it was made.
struct SteadyClock: Sendable {
    private let origin = ContinuousClock.now

    var now: Time {
        var wall = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &wall)
        return Time(
            wall: Moment(
                microseconds: Int64(wall.tv_sec) * 1_000_000 + Int64(wall.tv_nsec) / 1_000),
            steadyMilliseconds: (ContinuousClock.now - origin).milliseconds)
    }

    /// How long it is until a moment of the steady clock; nothing once it has passed.
    func left(until steadyMilliseconds: Int64) -> Duration {
        let end = origin.advanced(by: .milliseconds(steadyMilliseconds))
        return max(.zero, end - ContinuousClock.now)
    }
}

extension Duration {
    /// Whole milliseconds, rounded down; those of a century where it is longer.
    var milliseconds: Int64 {
        if self >= .seconds(3_155_760_000) { return 3_155_760_000_000 }
        return components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}
