// SPDX-License-Identifier: Apache-2.0
//
// Of the projects that may be one, those of one investor, one amount to the fen and one site.

import Pipeline

extension DuplicateSearch {
    /// Pairs in the order of their keys.
    ///
    /// - Parameter records: those that the search was made of.
    public func signedTwice(among records: [ProjectRecord]) -> [DuplicateCandidate] {
        let byKey = Dictionary(uniqueKeysWithValues: records.map { ($0.project, $0) })
        let investor: Set<DuplicateReason> = [.investorCode, .investorName]
        return candidates(minimum: Self.sameInPlace).filter { pair in
            guard pair.reasons.contains(.sameSite), !investor.isDisjoint(with: pair.reasons),
                let one = byKey[pair.project]?.terms.totalInvestment?.fen
            else { return false }
            return one == byKey[pair.other]?.terms.totalInvestment?.fen
        }
        .sorted { ($0.project, $0.other) < ($1.project, $1.other) }
    }

    /// What the name of the investor, a near amount and the site come to at least.
    private static let sameInPlace =
        DuplicateReason.investorName.points + DuplicateReason.nearAmount.points
        + DuplicateReason.sameSite.points
}
