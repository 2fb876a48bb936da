// SPDX-License-Identifier: Apache-2.0
//
// The columns that the ledgers know.

/// A column by what it means; one meaning may stand in several ledgers.
enum Column: Int, CaseIterable {
    case sequence, key, unitCode, unitName, name, investor, creditCode, origin, chain, industry
    case ownership, amount, count, agreement, signedOn, upgradedOn, storedOn, startedOn
    case operationalOn, withdrawnOn, terminatedOn, approvalCode, site, libraryNumber, permitNumber
    case remark, parent, kind, peerGroup, division, date, voucher, measure, year, issuer, grade
    case schedule, category, stock, registered, deregistered, movedIn, movedOut, from, to
    case accumulation, status
}
