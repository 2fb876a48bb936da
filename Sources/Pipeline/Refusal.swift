// SPDX-License-Identifier: Apache-2.0
//
// Refusals and warnings: values, not errors. Each names the rule and the place.
//
// The rule's raw value goes over the wire and never changes its meaning; the sentence may.

/// A rule of the ledger, by its stable wire code.
public enum Rule: String, CaseIterable, Hashable, Sendable {
    // the form of a field
    case malformedID, malformedDay, malformedCode, malformedDivision, malformedIndustry
    case malformedCreditCode, malformedCurrency, malformedOrigin, malformedMeasure, malformedDigest
    case malformedSubject
    // the form of a message (told by the codec)
    case malformedMessage, unknownField, unknownChoice, duplicateKey, wrongType, textTooLong
    // any fact
    case fieldMissing, fieldNotAllowed, unknownUnit, dateInFuture, dateOutOfRange
    // amounts
    case amountNegative, amountZero, amountTooLarge, subFenAmount, countOutOfRange
    // units
    case unitAlreadyDefined, unitIsItsOwnParent, unitTooDeep, unitClosed
    // projects
    case unknownProject, alreadySigned, notAFramework, notAContract, alreadyStored
    case alreadyStarted, notStarted, alreadyOperational, projectClosed, projectOpen, fourEyes
    case alreadyKnown, alreadyNegotiating, alreadyFulfilled, alreadyInStatistics
    case notOperational, alreadyAtCapacity, projectSuspended, notSuspended, progressOutOfRange
    case sharesNotWhole, alreadyADuplicate, notADuplicate, hasDuplicates, bundleInBundle
    // levels
    case otherBasis
    case otherKeeping, otherCategory, unknownEntity, entityKnown, entityClosed, entityElsewhere
    case alreadyPromoted
    case taskNotSet, adjustedOutsideTask, otherSubject
    case taskAlreadySet, unitOfMeasure, curveInvalid, measureIsComputed
    case indicatorFinal, periodInvalid
    // the review
    case periodIsClosed, periodIsOpen, lateWithoutReason, notLate
    case alreadyPublished
    case lampIsGreen, alreadyIssued, unknownWarning, warningClosed
    case alreadyOpened, unknownOrder, orderClosed, notEscalated, orderFollowsItself
    case alreadyAdopted, decimalsOutOfRange
    case lampRuleInvalid, lampGap, lampOverlap, rungInvalid
    // corrections and voids
    case unknownFact, notTheNewestLink, otherKind, laterFactUnlawful
    // warnings
    case fourEyesNotEnforced, daysOutOfOrder, startedBeforeStored, startedBeforeContract
    case currencyNotSummed, originMissing, projectNotStored, projectIsDuplicate
    case progressBeforeStart, progressFell, evidenceMissing, capitalFell
    // an office's sheet (told by the import)
    case sumDiffers
}

/// What a rule found: the rule, the field's path in JSON names, a sentence for a person.
public struct Finding: Hashable, Sendable {
    public var rule: Rule
    /// As `projectSigned.totalInvestment.minorUnits`; empty for the fact as a whole.
    public var path: String
    public var detail: String
    /// The other fact that it is about, where there is one.
    public var position: Position?

    public init(_ rule: Rule, at path: String, _ detail: String, position: Position? = nil) {
        self.rule = rule
        self.path = path
        self.detail = detail
        self.position = position
    }
}
