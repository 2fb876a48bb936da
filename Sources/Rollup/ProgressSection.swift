// SPDX-License-Identifier: Apache-2.0
//
// Parts of a review that stand on their own cells, so that who wants one figure need not pay for all.
//
// Law: a section holds the figures that the whole review has of it, and the tasks of its measures, alike
// and in the same order.

public import Pipeline

/// A part of a review.
public enum ProgressSection: Sendable {
    case stored, started, signed, capital, entities
}

extension FigureName {
    /// The section in which the figure is found; nil where that is to be looked for in all.
    ///
    /// - Parameter measure: of the figure, where it is of one and the measure is known.
    public func section(of measure: Measure?) -> ProgressSection? {
        switch self {
        case .newlyStored, .newlyStoredInvestment, .newlyStoredSinceWithdrawn, .participated:
            .stored
        case .started, .startedInvestment, .startedOfCohort: .started
        case .signed, .signedInvestment, .fulfilmentRate, .operationRate, .capitalInPlaceRate:
            .signed
        case .domesticCapital, .domesticCapitalNew, .domesticCapitalCarryOver,
            .domesticCapitalVerified, .water, .capitalOriginMissing, .capitalForeign,
            .capitalInside, .capitalUnjudged, .capitalNotStored:
            .capital
        case .entityStock, .netIncrease, .firstCrossing: .entities
        case .task, .completionRate, .proRata, .aheadBehind, .stillNeeded, .quarterShortfall,
            .targetMarkUp:
            measure?.section
        default: nil
        }
    }
}

extension Measure {
    fileprivate var section: ProgressSection? {
        switch self {
        case .newlyStored, .newlyStoredInvestment: .stored
        case .started, .startedInvestment, .startedOfCohort: .started
        case .signed, .signedInvestment: .signed
        case .domesticCapital: .capital
        case .entityStock, .netIncrease: .entities
        default: nil
        }
    }
}
