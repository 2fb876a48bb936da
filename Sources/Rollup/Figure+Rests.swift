// SPDX-License-Identifier: Apache-2.0
//
// What a figure's number rests on, and so which notes it has to bear.

import Pipeline

extension Figure {
    /// Whether its number would be another one if a library entry were.
    var restsOnLibrary: Bool {
        switch name {
        case .newlyStored, .newlyStoredInvestment, .newlyStoredSinceWithdrawn, .participated,
            .started, .startedInvestment, .startedOfCohort, .domesticCapital, .domesticCapitalNew,
            .domesticCapitalCarryOver, .capitalNotStored, .domesticCapitalVerified, .water:
            true
        case .startRate: true
        case .completionRate, .aheadBehind, .stillNeeded, .quarterShortfall:
            measure == .domesticCapital
                || countsProjects && measure != .signed && measure != .signedInvestment
        default: false
        }
    }

    /// Whether its number would be another one if a bundle were counted the other way.
    var countsProjects: Bool {
        switch name {
        case .newlyStored, .newlyStoredInvestment, .newlyStoredSinceWithdrawn, .participated,
            .started, .startedInvestment, .startedOfCohort, .signed, .signedInvestment, .startRate,
            .fulfilmentRate, .operationRate, .capitalInPlaceRate:
            true
        case .completionRate, .aheadBehind, .stillNeeded, .quarterShortfall:
            [
                .newlyStored, .newlyStoredInvestment, .started, .startedInvestment,
                .startedOfCohort, .signed, .signedInvestment,
            ].contains(measure)
        default: false
        }
    }

    /// Whether it is summed over the units below.
    var isSummed: Bool {
        switch name {
        case .domesticCapital, .domesticCapitalNew, .domesticCapitalCarryOver,
            .domesticCapitalVerified, .water, .capitalOriginMissing, .capitalForeign,
            .capitalInside, .capitalUnjudged, .capitalNotStored, .share:
            true
        case .completionRate, .aheadBehind, .stillNeeded, .quarterShortfall:
            measure == .domesticCapital || countsProjects
        default: countsProjects
        }
    }
}

extension Quantity {
    /// Whether a bundle counts differently by its parts.
    var countsBundles: Bool {
        switch self {
        case .signed, .signedInvestment, .newlyStored, .newlyStoredInvestment,
            .newlyStoredSinceWithdrawn, .participated, .started, .startedInvestment,
            .startedOfCohort, .startedOfSigned, .operationalOfSigned, .fulfilledOfSigned,
            .capitalOfSigned:
            true
        default: false
        }
    }
}
