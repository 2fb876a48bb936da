// SPDX-License-Identifier: Apache-2.0
//
// The real clocks. Everything below this module takes time as an input; only here it is read.

import Foundation
import Pipeline
import Workers

/// Reads the wall clock, and the steady clock since launch.
struct Clock: Sendable {
    private let launched = ContinuousClock.now

    var now: Time {
        var wall = timespec()
        clock_gettime(CLOCK_REALTIME, &wall)
        let elapsed = ContinuousClock.now - launched
        return Time(
            wall: Moment(
                microseconds: Int64(wall.tv_sec) * 1_000_000 + Int64(wall.tv_nsec) / 1_000),
            steadyMilliseconds: elapsed.components.seconds * 1_000
                + elapsed.components.attoseconds / 1_000_000_000_000_000)
    }
}
