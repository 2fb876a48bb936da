// SPDX-License-Identifier: Apache-2.0
//
// What a fact of a ledger says, cell by cell: the columns that its content stands for, with a text of
// each. Two contents differ where these differ, and each difference has the heading that a clerk knows.
//
// Law: what a row can fill has a place here, and only that: who reports a milestone, evidence of other
// kinds, what a person added, are no business of the sheet.

import Pipeline

/// A cell of a row by what it means.
enum FactPlace: Hashable {
    case column(Column)
    case detail(String)
}

extension Fact {
    /// Texts by place; what is unset has none.
    var places: [FactPlace: String] {
        var cells = FactCells()
        switch content {
        case .unitDefined(let unit): cells.unit(unit)
        case .projectSigned(let signed): cells.signed(signed)
        case .projectStored(let stored): cells[.libraryNumber] = stored.libraryNumber
        case .projectStarted(let started): cells[.permitNumber] = started.permitNumber
        case .detailsSet(let set):
            for detail in set.details {
                if let name = detail.name { cells.places[.detail(name)] = detail.text }
            }
            return cells.places
        case .capitalArrived(let capital):
            cells[.amount] = capital.amount?.words
            cells[.origin] = capital.origin?.text
            cells[.unitName] = unit?.text
            cells[.voucher] = evidence.first { $0.kind == "voucher" }?.number
        case .annualTaskSet(let task):
            cells[.amount] = task.amount?.words
            cells[.count] = task.count.map { "\($0)" }
            cells[.schedule] = task.schedule.map { kind in
                ([kind.rawValue] + task.curve.map { "\($0)" }).joined(separator: " ")
            }
        case .indicatorReported(let value):
            cells[.amount] = value.amount?.words
            cells[.count] = value.count.map { "\($0)" }
        case .entityStockReported(let it), .entitiesRegistered(let it),
            .entitiesDeregistered(let it), .entitiesMovedIn(let it), .entitiesMovedOut(let it):
            if let column = content?.kind.column { cells[column] = it.count.map { "\($0)" } }
        default: break
        }
        cells[.remark] = note
        if let column = content?.kind.dayColumn { cells[column] = effectiveOn?.text }
        return cells.places
    }
}

/// Gathers texts by column.
private struct FactCells {
    var places: [FactPlace: String] = [:]

    subscript(column: Column) -> String? {
        get { places[.column(column)] }
        set { places[.column(column)] = newValue }
    }

    mutating func unit(_ unit: UnitDefined) {
        self[.unitName] = unit.name
        self[.kind] = unit.kind?.rawValue
        self[.parent] = unit.parent?.text
        self[.peerGroup] = unit.peerGroup
        self[.division] = unit.division?.text
    }

    mutating func signed(_ signed: ProjectSigned) {
        let terms = signed.terms
        self[.agreement] = signed.agreement?.rawValue
        self[.name] = signed.name
        self[.investor] = terms.investor
        self[.creditCode] = terms.investorCode?.text
        self[.origin] = terms.origin?.text
        self[.unitName] = terms.hostUnit?.text
        self[.industry] = terms.industry?.text
        self[.ownership] = terms.ownership?.rawValue
        self[.amount] = terms.totalInvestment?.words
        self[.approvalCode] = terms.approvalCode?.text
        self[.site] = terms.site
    }
}

extension FactKind {
    /// The column whose day is the fact's.
    var dayColumn: Column? {
        switch self {
        case .projectSigned: .signedOn
        case .agreementUpgraded: .upgradedOn
        case .projectStored: .storedOn
        case .projectStarted: .startedOn
        case .projectOperational: .operationalOn
        case .projectWithdrawn: .withdrawnOn
        case .projectTerminated: .terminatedOn
        case .capitalArrived, .unitDefined, .annualTaskSet: .date
        default: nil
        }
    }

    /// The column of a count of business entities.
    fileprivate var column: Column? {
        switch self {
        case .entityStockReported: .stock
        case .entitiesRegistered: .registered
        case .entitiesDeregistered: .deregistered
        case .entitiesMovedIn: .movedIn
        case .entitiesMovedOut: .movedOut
        default: nil
        }
    }

    /// The column that a clerk fills to make such a fact.
    var leadingColumn: Column? { column ?? (self == .capitalArrived ? .amount : dayColumn) }
}

extension LedgerKind {
    /// The kinds of facts that its rows give.
    var factKinds: Set<FactKind> {
        switch self {
        case .units: [.unitDefined]
        case .tasks: [.annualTaskSet]
        case .projects:
            [
                .projectSigned, .agreementUpgraded, .projectStored, .projectStarted,
                .projectOperational, .projectWithdrawn, .projectTerminated, .detailsSet,
            ]
        case .capital: [.capitalArrived]
        case .entities:
            [
                .entityStockReported, .entitiesRegistered, .entitiesDeregistered,
                .entitiesMovedIn, .entitiesMovedOut,
            ]
        case .indicators: [.indicatorReported]
        }
    }
}

extension Money {
    /// `2180万元` with all decimals and no more; other currencies by their code, in whole units.
    var words: String {
        guard let minorUnits else { return "" }
        let power = currency == .cny ? 6 : 2
        let digits = "\(minorUnits.magnitude)"
        let padded = String(repeating: "0", count: max(0, power + 1 - digits.count)) + digits
        var fraction = padded.suffix(power)
        while fraction.last == "0" { fraction.removeLast() }
        let sign = minorUnits < 0 ? "-" : ""
        let number = sign + padded.dropLast(power) + (fraction.isEmpty ? "" : ".\(fraction)")
        return currency == .cny ? number + "万元" : "\(number) \(currency?.text ?? "")"
    }
}
