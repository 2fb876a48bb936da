// SPDX-License-Identifier: Apache-2.0
//
// Time as an input: no machine here reads a clock.
//
// The wall clock stamps facts and names the civil day, and may jump; the steady clock measures
// deadlines and never does.

public import Pipeline

/// What both clocks said when an input arrived.
public struct Time: Hashable, Sendable {
    public var wall: Moment
    /// Milliseconds since some moment of this process.
    public var steadyMilliseconds: Int64

    public init(wall: Moment, steadyMilliseconds: Int64) {
        self.wall = wall
        self.steadyMilliseconds = steadyMilliseconds
    }
}
