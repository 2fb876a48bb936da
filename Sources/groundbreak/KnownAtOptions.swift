// SPDX-License-Identifier: Apache-2.0
//
// The second clock on the command line: as known at a position, a day or a moment.

import ArgumentParser
import Pipeline
import Wire

struct KnownAtOptions: ParsableArguments {
    @Option(help: "As known then: a position, a day (its end), or 2024-06-30T17:00:00+08:00.")
    var knownAt: String?

    func choice() throws -> KnownAtChoice? {
        try knownAt.map { try KnownAtChoice(text: $0, flag: "--known-at") }
    }
}

/// Both clocks of a list.
struct ClockOptions: ParsableArguments {
    @Option(help: "As of this day; by default by every day that is known.")
    var asOf: String?
    @OptionGroup var past: KnownAtOptions

    func day() throws -> CivilDay? { try parsed(asOf, CivilDay.self, "--as-of") }
}

extension KnownAtChoice {
    /// The knowledge of a reply, so that the next page rests on the same.
    init?(_ known: KnownAt?) {
        guard let known else { return nil }
        self.init()
        (epoch, position) = (known.epoch, known.position)
    }

    /// A position, a position with its epoch before a colon, a day or a moment.
    init(text: String, flag: String) throws {
        self.init()
        if let position = Int64(text) {
            self.position = position
        } else if let day = CivilDay(text: text) {
            self.day = day
        } else if let moment = Moment(text: text) {
            self.moment = moment.microseconds
        } else {
            let parts = text.split(separator: ":")
            guard parts.count == 2, let position = Int64(parts[1]) else {
                throw ValidationError(
                    "\(flag): “\(text)” is no position, day or moment with its offset")
            }
            epoch = String(parts[0])
            self.position = position
        }
    }
}
