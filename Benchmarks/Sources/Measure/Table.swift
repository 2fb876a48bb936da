// SPDX-License-Identifier: Apache-2.0
//
// Comparisons as a Markdown table.

/// The rows of docs/PERFORMANCE.md.
public func markdown(_ comparisons: [Comparison]) -> String {
    var lines = [
        "| Work | Unit | Ours | Against | | Ratio (spread) | Aim | |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in comparisons {
        let spread = "\(row.ratios.min()!.short)–\(row.ratios.max()!.short)"
        let verdict = row.aim == nil ? "" : row.isMet ? "met" : "**missed**"
        lines.append(
            "| \(row.work) | \(row.unit) | \(row.figures.median.short) | \(row.other) "
                + "| \(row.otherFigures.median.short) | \(row.ratio.short) (\(spread)) "
                + "| \(row.aim?.text ?? "") | \(verdict) |")
    }
    return lines.joined(separator: "\n")
}
