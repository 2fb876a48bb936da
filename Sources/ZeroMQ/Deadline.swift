// SPDX-License-Identifier: Apache-2.0
//
// A point of the continuous clock, as the engine's millisecond time-outs want it.
//
// Law: rounding is upwards, so that no wait ends before its time, and a time-out of zero is given
// only once the deadline has passed. No limit is nil here and -1 there.

/// A moment until which something may take, or never.
struct Deadline {
    private let moment: ContinuousClock.Instant?

    init(after limit: Duration?) {
        moment = limit.map { ContinuousClock.now.advanced(by: $0) }
    }

    var hasPassed: Bool { remainingMilliseconds == 0 }

    /// What is left, in milliseconds, rounded up; -1 if there is no limit.
    var remainingMilliseconds: Int {
        guard let moment else { return -1 }
        return ContinuousClock.now.duration(to: moment).wholeMilliseconds
    }
}

extension Duration {
    /// Milliseconds, rounded up, zero if negative, and a day if longer than a day.
    ///
    /// The cap keeps the sum in range; whoever waits looks at the clock again anyway.
    var wholeMilliseconds: Int {
        if self <= .zero { return 0 }
        if self >= .seconds(86_400) { return 86_400_000 }
        let (seconds, attoseconds) = components
        let milliseconds = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int(seconds * 1_000 + milliseconds)
    }
}
