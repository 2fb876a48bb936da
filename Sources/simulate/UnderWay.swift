// SPDX-License-Identifier: Apache-2.0
//
// The seeds under way, for the last word of a process that dies over one.
//
// A fault of the product is a precondition that kills the process; without the seed it would be no
// report. A signal handler may call next to nothing, so the seeds stand in plain memory, a word a
// job, and are written as digits one by one.

import Glibc

enum UnderWay {
    /// The most jobs at a time.
    static let jobsMax = 64
    /// Written by one job each, read by the handler when all is lost.
    nonisolated(unsafe) private static let seeds: UnsafeMutablePointer<UInt64> = {
        let seeds = UnsafeMutablePointer<UInt64>.allocate(capacity: jobsMax)
        seeds.initialize(repeating: 0, count: jobsMax)
        return seeds
    }()

    /// A job takes up a seed; 0 when it has done with it.
    static func note(_ seed: UInt64, job: Int) { seeds[job] = seed }

    /// Tells the seeds when the process dies.
    static func tellWhenKilled() {
        _ = seeds
        for number in [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS] {
            signal(number) { number in
                for job in 0..<UnderWay.jobsMax where UnderWay.seeds[job] != 0 {
                    UnderWay.tell(UnderWay.seeds[job])
                }
                signal(number, SIG_DFL)
                raise(number)
            }
        }
    }

    private static func tell(_ seed: UInt64) {
        var text: StaticString = "died over seed "
        write(1, text.utf8Start, text.utf8CodeUnitCount)
        var divisor: UInt64 = 1
        while seed / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            var digit = UInt8(0x30 + seed / divisor % 10)
            write(1, &digit, 1)
            divisor /= 10
        }
        text = "; run it alone: --first-seed, --seeds 1\n"
        write(1, text.utf8Start, text.utf8CodeUnitCount)
    }
}
