// SPDX-License-Identifier: Apache-2.0
//
// The fact on the wire: the envelope's fields from 1, then exactly one kind, whose field number is
// the kind's for ever (`FactKind.rawValue`) and whose JSON name is `FactKind.name`.
//
// Facts are read strictly, and their received bytes are what is journaled and hashed; nothing here
// is ever re-encoded on the way in.

public import Pipeline

extension Fact: Record {
    public mutating func visit<V: FieldVisitor>(_ visitor: inout V) {
        visitor.coded(1, "id", &id)
        visitor.text(2, "subject", &subject)
        visitor.coded(3, "unit", &unit)
        visitor.coded(4, "effectiveOn", &effectiveOn)
        visitor.record(5, "source", &source)
        visitor.records(6, "evidence", &evidence)
        visitor.text(7, "note", &note)
        visitor.text(8, "lateReason", &lateReason)
        visitStatement(&visitor)
        kind(120, "corrected", &visitor, Content.corrected) {
            if case .corrected(let it) = $0 { it } else { nil }
        }
        kind(121, "voided", &visitor, Content.voided) {
            if case .voided(let it) = $0 { it } else { nil }
        }
    }

    /// Reads one fact, strictly.
    ///
    /// - Throws: the first finding. The same bytes are refused for ever.
    public static func decode(from bytes: [UInt8], as encoding: Encoding) throws(WireError) -> Fact
    {
        try WireCodec.decode(Fact.self, from: bytes, as: encoding, strictness: .strict)
    }

    /// The canonical bytes of this fact.
    public func encoded(as encoding: Encoding) -> [UInt8] { WireCodec.encode(self, as: encoding) }
}

extension Fact {
    /// The kinds that say something of the world, not of another fact.
    mutating func visitStatement<V: FieldVisitor>(_ visitor: inout V) {
        visitUnits(&visitor)
        kind(30, "leadOpened", &visitor, Content.leadOpened) {
            if case .leadOpened(let it) = $0 { it } else { nil }
        }
        kind(31, "negotiationOpened", &visitor, Content.negotiationOpened) {
            if case .negotiationOpened(let it) = $0 { it } else { nil }
        }
        kind(32, "projectSigned", &visitor, Content.projectSigned) {
            if case .projectSigned(let it) = $0 { it } else { nil }
        }
        kind(33, "agreementUpgraded", &visitor, Content.agreementUpgraded) {
            if case .agreementUpgraded(let it) = $0 { it } else { nil }
        }
        visitMilestones(&visitor)
        visitEndings(&visitor)
        visitLevels(&visitor)
        visitReview(&visitor)
    }

    private mutating func visitUnits<V: FieldVisitor>(_ visitor: inout V) {
        kind(20, "unitDefined", &visitor, Content.unitDefined) {
            if case .unitDefined(let it) = $0 { it } else { nil }
        }
        kind(21, "unitRenamed", &visitor, Content.unitRenamed) {
            if case .unitRenamed(let it) = $0 { it } else { nil }
        }
        kind(22, "unitMoved", &visitor, Content.unitMoved) {
            if case .unitMoved(let it) = $0 { it } else { nil }
        }
        kind(23, "unitSplit", &visitor, Content.unitSplit) {
            if case .unitSplit(let it) = $0 { it } else { nil }
        }
        kind(24, "unitMerged", &visitor, Content.unitMerged) {
            if case .unitMerged(let it) = $0 { it } else { nil }
        }
        kind(25, "unitClosed", &visitor, Content.unitClosed) {
            if case .unitClosed(let it) = $0 { it } else { nil }
        }
    }

    private mutating func visitMilestones<V: FieldVisitor>(_ visitor: inout V) {
        kind(34, "projectStored", &visitor, Content.projectStored) {
            if case .projectStored(let it) = $0 { it } else { nil }
        }
        kind(35, "contractFulfilled", &visitor, Content.contractFulfilled) {
            if case .contractFulfilled(let it) = $0 { it } else { nil }
        }
        kind(36, "projectStarted", &visitor, Content.projectStarted) {
            if case .projectStarted(let it) = $0 { it } else { nil }
        }
        kind(37, "statisticsEntered", &visitor, Content.statisticsEntered) {
            if case .statisticsEntered(let it) = $0 { it } else { nil }
        }
        kind(38, "projectOperational", &visitor, Content.projectOperational) {
            if case .projectOperational(let it) = $0 { it } else { nil }
        }
        kind(39, "projectAtCapacity", &visitor, Content.projectAtCapacity) {
            if case .projectAtCapacity(let it) = $0 { it } else { nil }
        }
        kind(40, "progressReported", &visitor, Content.progressReported) {
            if case .progressReported(let it) = $0 { it } else { nil }
        }
    }

    private mutating func visitEndings<V: FieldVisitor>(_ visitor: inout V) {
        kind(41, "projectSuspended", &visitor, Content.projectSuspended) {
            if case .projectSuspended(let it) = $0 { it } else { nil }
        }
        kind(42, "projectResumed", &visitor, Content.projectResumed) {
            if case .projectResumed(let it) = $0 { it } else { nil }
        }
        kind(43, "projectTerminated", &visitor, Content.projectTerminated) {
            if case .projectTerminated(let it) = $0 { it } else { nil }
        }
        kind(44, "projectWithdrawn", &visitor, Content.projectWithdrawn) {
            if case .projectWithdrawn(let it) = $0 { it } else { nil }
        }
        kind(45, "projectReinstated", &visitor, Content.projectReinstated) {
            if case .projectReinstated(let it) = $0 { it } else { nil }
        }
        kind(46, "investmentRevised", &visitor, Content.investmentRevised) {
            if case .investmentRevised(let it) = $0 { it } else { nil }
        }
        kind(47, "creditSharesSet", &visitor, Content.creditSharesSet) {
            if case .creditSharesSet(let it) = $0 { it } else { nil }
        }
        kind(48, "duplicateLinked", &visitor, Content.duplicateLinked) {
            if case .duplicateLinked(let it) = $0 { it } else { nil }
        }
        kind(49, "duplicateUnlinked", &visitor, Content.duplicateUnlinked) {
            if case .duplicateUnlinked(let it) = $0 { it } else { nil }
        }
        kind(50, "bundleSet", &visitor, Content.bundleSet) {
            if case .bundleSet(let it) = $0 { it } else { nil }
        }
        kind(51, "detailsSet", &visitor, Content.detailsSet) {
            if case .detailsSet(let it) = $0 { it } else { nil }
        }
        kind(60, "capitalArrived", &visitor, Content.capitalArrived) {
            if case .capitalArrived(let it) = $0 { it } else { nil }
        }
        kind(61, "capitalVerified", &visitor, Content.capitalVerified) {
            if case .capitalVerified(let it) = $0 { it } else { nil }
        }
    }

    private mutating func visitLevels<V: FieldVisitor>(_ visitor: inout V) {
        kind(70, "annualTaskSet", &visitor, Content.annualTaskSet) {
            if case .annualTaskSet(let it) = $0 { it } else { nil }
        }
        kind(71, "taskAdjusted", &visitor, Content.taskAdjusted) {
            if case .taskAdjusted(let it) = $0 { it } else { nil }
        }
        kind(72, "ownerAssigned", &visitor, Content.ownerAssigned) {
            if case .ownerAssigned(let it) = $0 { it } else { nil }
        }
        kind(80, "entityStockReported", &visitor, Content.entityStockReported) {
            if case .entityStockReported(let it) = $0 { it } else { nil }
        }
        kind(81, "entitiesRegistered", &visitor, Content.entitiesRegistered) {
            if case .entitiesRegistered(let it) = $0 { it } else { nil }
        }
        kind(82, "entitiesDeregistered", &visitor, Content.entitiesDeregistered) {
            if case .entitiesDeregistered(let it) = $0 { it } else { nil }
        }
        kind(83, "entitiesMovedIn", &visitor, Content.entitiesMovedIn) {
            if case .entitiesMovedIn(let it) = $0 { it } else { nil }
        }
        kind(84, "entitiesMovedOut", &visitor, Content.entitiesMovedOut) {
            if case .entitiesMovedOut(let it) = $0 { it } else { nil }
        }
        visitEntities(&visitor)
        kind(90, "indicatorReported", &visitor, Content.indicatorReported) {
            if case .indicatorReported(let it) = $0 { it } else { nil }
        }
        kind(100, "periodClosed", &visitor, Content.periodClosed) {
            if case .periodClosed(let it) = $0 { it } else { nil }
        }
        kind(101, "periodReopened", &visitor, Content.periodReopened) {
            if case .periodReopened(let it) = $0 { it } else { nil }
        }
        kind(102, "published", &visitor, Content.published) {
            if case .published(let it) = $0 { it } else { nil }
        }
    }

    private mutating func visitEntities<V: FieldVisitor>(_ visitor: inout V) {
        kind(85, "entityConverted", &visitor, Content.entityConverted) {
            if case .entityConverted(let it) = $0 { it } else { nil }
        }
        kind(86, "enterprisePromoted", &visitor, Content.enterprisePromoted) {
            if case .enterprisePromoted(let it) = $0 { it } else { nil }
        }
        kind(87, "entityRegistered", &visitor, Content.entityRegistered) {
            if case .entityRegistered(let it) = $0 { it } else { nil }
        }
        kind(88, "entityDeregistered", &visitor, Content.entityDeregistered) {
            if case .entityDeregistered(let it) = $0 { it } else { nil }
        }
        kind(89, "entityMoved", &visitor, Content.entityMoved) {
            if case .entityMoved(let it) = $0 { it } else { nil }
        }
    }

    private mutating func visitReview<V: FieldVisitor>(_ visitor: inout V) {
        kind(103, "warningIssued", &visitor, Content.warningIssued) {
            if case .warningIssued(let it) = $0 { it } else { nil }
        }
        kind(104, "warningClosed", &visitor, Content.warningClosed) {
            if case .warningClosed(let it) = $0 { it } else { nil }
        }
        kind(105, "orderOpened", &visitor, Content.orderOpened) {
            if case .orderOpened(let it) = $0 { it } else { nil }
        }
        kind(106, "orderAnswered", &visitor, Content.orderAnswered) {
            if case .orderAnswered(let it) = $0 { it } else { nil }
        }
        kind(107, "orderClosed", &visitor, Content.orderClosed) {
            if case .orderClosed(let it) = $0 { it } else { nil }
        }
        kind(108, "reviewReturned", &visitor, Content.reviewReturned) {
            if case .reviewReturned(let it) = $0 { it } else { nil }
        }
        kind(109, "projectionMade", &visitor, Content.projectionMade) {
            if case .projectionMade(let it) = $0 { it } else { nil }
        }
        kind(110, "ruleSetAdopted", &visitor, Content.ruleSetAdopted) {
            if case .ruleSetAdopted(let it) = $0 { it } else { nil }
        }
    }

    /// One kind: its payload is lent to the visitor, and taken back when it is set.
    private mutating func kind<V: FieldVisitor, R: Record>(
        _ number: Int, _ name: String, _ visitor: inout V, _ make: (R) -> Content,
        _ payload: (Content) -> R?
    ) {
        if visitor.passesOver(number, name, isSet: content?.kind.rawValue == number) { return }
        var value = content.flatMap(payload)
        visitor.alternative(number, name, &value, isTaken: content != nil && value == nil)
        if let value { content = make(value) }
    }
}
