// SPDX-License-Identifier: Apache-2.0
//
// Where a process may die: at every kind of step, before, amid and after what it wanted done.

/// A kind of step at which a process crashed.
public struct CrashPoint: Hashable, Sendable {
    public var process: String
    /// What it had just taken in.
    public var input: String
    public var depth: Depth

    /// How far it came with what the step wanted done.
    public enum Depth: String, CaseIterable, Sendable {
        case before, amid, after
    }

    /// As in the report.
    public var text: String { "\(process) \(input) \(depth.rawValue)" }

    /// The points that a long run has to hit: those of the inputs after which something is done. After a tick
    /// ingest answers reads that are too late, and seldom has any.
    public static let wanted: [CrashPoint] = {
        let inputs = [
            ("ingest", ["received", "committed", "entries"]),
            ("rollup", ["received", "folded", "tick"]),
            ("query", ["received", "looked", "tick"]),
        ]
        return inputs.flatMap { process, inputs in
            inputs.flatMap { input in
                [Depth.before, .after].map {
                    CrashPoint(process: process, input: input, depth: $0)
                }
            }
        }
    }()
}

extension World {
    /// Does what a step wanted done, unless the process dies over it.
    func act<Output>(
        _ outputs: [Output], of node: Node, after input: String, crash fault: Fault,
        _ perform: (Output) -> Void
    ) {
        let launch = launchNumber(of: node)
        let isCrash = dice.strikes(fault)
        let at = isCrash ? dice.pick(0...outputs.count) : outputs.count
        for output in outputs.prefix(at) {
            perform(output)
            // The output may have ended the process itself, or a broken law the run.
            guard launch == launchNumber(of: node), judge.broken == nil else { return }
        }
        guard isCrash else { return }
        let depth: CrashPoint.Depth =
            at == outputs.count ? .after : at == 0 ? .before : .amid
        let point = CrashPoint(process: "\(node)", input: input, depth: depth)
        crashes[point, default: 0] += 1
        end(node)
    }
}
