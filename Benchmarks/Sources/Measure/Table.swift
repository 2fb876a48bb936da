// SPDX-License-Identifier: Apache-2.0
//
// Measured works as a Markdown table.

/// The rows of docs/PERFORMANCE.md. Where there is another, the ratio is ours by the other's, with its
/// spread over the rounds; else the spread is that of ours.
public func markdown(_ findings: [MeasuredWork]) -> String {
    var lines = [
        "| Work | Unit | Ours | Against | | Ratio (spread) | Aim | |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in findings {
        let spread = "(\(row.judged.min()!.short)–\(row.judged.max()!.short))"
        let verdict = row.aim == nil ? "" : row.isMet ? "met" : "**missed**"
        let other =
            row.other.map {
                "\($0) | \(row.otherFigures.median.short) | \(row.judged.median.short) "
            }
            ?? "| | "
        lines.append(
            "| \(row.work) | \(row.unit) | \(row.figures.median.short) | \(other)\(spread) "
                + "| \(row.aim?.text ?? "") | \(verdict) |")
    }
    return lines.joined(separator: "\n")
}
