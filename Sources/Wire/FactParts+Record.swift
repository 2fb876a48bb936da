// SPDX-License-Identifier: Apache-2.0
//
// The envelope's parts, and the kinds of units and projects. What an agreement settles stands flat
// in `ProjectSigned` and `AgreementUpgraded`, under the same numbers and names in both.

public import Pipeline

extension Source: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "form", &form)
        visitor.text(2, "file", &file)
        visitor.integer(3, "row", &row)
        visitor.text(4, "system", &system)
    }
}

extension Evidence: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "kind", &kind)
        visitor.text(2, "number", &number)
        visitor.coded(3, "sha256", &sha256)
    }
}

extension Money: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.integer(1, "minorUnits", &minorUnits)
        visitor.coded(2, "currency", &currency)
    }
}

extension UnitDefined: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "name", &name)
        visitor.coded(2, "parent", &parent)
        visitor.choice(3, "kind", &kind)
        visitor.text(4, "peerGroup", &peerGroup)
        visitor.coded(5, "division", &division)
    }
}

extension ProjectSigned: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.choice(1, "agreement", &agreement)
        visitor.text(2, "name", &name)
        terms.visitFlat(&visitor)
    }
}

extension AgreementUpgraded: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        terms.visitFlat(&visitor)
    }
}

extension LeadOpened: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(2, "name", &name)
        terms.visitFlat(&visitor)
    }
}

extension AgreementTerms {
    fileprivate mutating func visitFlat<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(3, "investor", &investor)
        visitor.coded(4, "investorCode", &investorCode)
        visitor.coded(5, "origin", &origin)
        visitor.coded(6, "hostUnit", &hostUnit)
        visitor.coded(7, "industry", &industry)
        visitor.choice(8, "ownership", &ownership)
        visitor.record(9, "totalInvestment", &totalInvestment)
        visitor.coded(10, "approvalCode", &approvalCode)
        visitor.text(11, "site", &site)
    }
}

extension ProjectStored: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "libraryNumber", &libraryNumber)
    }
}

extension ProjectStarted: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "permitNumber", &permitNumber)
    }
}

extension ProjectOperational: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {}
}

extension ProjectTerminated: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "reason", &reason)
    }
}

extension ProjectWithdrawn: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "reason", &reason)
    }
}

extension ProjectReinstated: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.text(1, "reason", &reason)
    }
}

extension CapitalArrived: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.record(1, "amount", &amount)
        visitor.coded(2, "origin", &origin)
        visitor.choice(3, "basis", &basis)
    }
}

extension CapitalVerified: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "of", &of)
        visitor.record(2, "amount", &amount)
    }
}
