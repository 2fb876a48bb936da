// SPDX-License-Identifier: Apache-2.0
//
// A number of things as an office spells it: digits, with commas between groups of three, and a
// counting word or none: `40`, `29,640户`, `38个`.

enum CountText {
    static let countingWords: Set<String> = ["个", "户", "家", "项", "件", "count", "number"]

    /// The number that a folded text names; nil when it is no whole number of at most 18 digits.
    static func parse(_ folded: String) -> Int64? {
        var word = Spelling.withoutBlanks(folded)[...]
        if let counter = countingWords.first(where: { word.hasSuffix($0) }) {
            word.removeLast(counter.count)
        }
        let isNegative = word.hasPrefix("-")
        if isNegative { word.removeFirst() }
        let groups = word.split(separator: ",", omittingEmptySubsequences: false)
        let isGrouped =
            groups.count == 1
            || (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
        guard isGrouped, groups.joined().allSatisfy({ ("0"..."9").contains($0) }) else {
            return nil
        }
        let digits = groups.joined()
        guard digits.count <= 18, let value = Int64(digits) else { return nil }
        return isNegative ? -value : value
    }
}
