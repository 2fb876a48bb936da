// SPDX-License-Identifier: Apache-2.0
//
// Rules for shares, duplicates and bundles.
//
// A duplicate is one of a project that counts, and a project that has duplicates is none itself; a
// bundle holds no bundle, and a project is in one bundle at most. What another project is, is asked
// when the fact is new; later facts of this one are not judged by it again.

extension AdmissionState {
    func judgeCredit(_ content: Content, id: ProjectID, into docket: inout Docket) {
        switch content {
        case .creditSharesSet(let set): judge(set, into: &docket)
        case .duplicateLinked(let linked): judge(linked, id, into: &docket)
        case .duplicateUnlinked:
            if projects[id]?.duplicateOf == nil {
                docket.refuse(.notADuplicate, "subject", "the project is linked to no other")
            }
        case .bundleSet(let set): judge(set, id, into: &docket)
        default: break
        }
    }

    private func judge(_ set: CreditSharesSet, into docket: inout Docket) {
        docket.need(!set.shares.isEmpty, docket.own("shares"))
        if set.shares.count > CreditSharesSet.sharesMax {
            docket.refuse(
                .countOutOfRange, docket.own("shares"),
                "at most \(CreditSharesSet.sharesMax) units share a project")
        }
        var seen: Set<UnitCode> = []
        var isWhole = !set.shares.isEmpty
        for (index, share) in set.shares.enumerated() {
            let path = docket.own("shares[\(index)]")
            if let unit = share.unit {
                docket.checkUnit(unit, at: "\(path).unit", units: units)
                if !seen.insert(unit).inserted {
                    docket.refuse(.fieldNotAllowed, "\(path).unit", "a unit has one share")
                }
            } else {
                docket.need(false, "\(path).unit")
            }
            if let points = share.basisPoints {
                if !(1...10_000).contains(points) {
                    docket.refuse(
                        .sharesNotWhole, "\(path).basisPoints", "basis points from 1 to 10000")
                    isWhole = false
                }
            } else {
                docket.need(false, "\(path).basisPoints")
                isWhole = false
            }
        }
        if isWhole, set.shares.reduce(0, { $0 + $1.basisPoints! }) != 10_000 {
            docket.refuse(
                .sharesNotWhole, docket.own("shares"), "shares sum to 10000 basis points")
        }
    }

    private func judge(_ linked: DuplicateLinked, _ id: ProjectID, into docket: inout Docket) {
        if projects[id]?.duplicateOf != nil {
            docket.refuse(.alreadyADuplicate, "subject", "the project is linked to another already")
        }
        guard let of = linked.of else { return docket.need(false, docket.own("of")) }
        if of == id {
            return docket.refuse(
                .fieldNotAllowed, docket.own("of"), "a duplicate is one of another")
        }
        if projects[id]?.parts.isEmpty == false {
            docket.refuse(.bundleInBundle, "subject", "a bundle is no duplicate; dissolve it first")
        }
        guard docket.isNew else { return }
        if let flaw = flawOfDuplicate(id, of: of) {
            docket.refuse(flaw.rule, docket.own("of"), flaw.detail)
        }
    }

    /// Why a project can't be a duplicate of another one as things stand.
    private func flawOfDuplicate(_ id: ProjectID, of: ProjectID) -> (rule: Rule, detail: String)? {
        if !(projects[of]?.isKnown ?? false) {
            return (.unknownProject, "no project \(of.text) is known")
        }
        if let further = projects[of]?.duplicateOf {
            return (.alreadyADuplicate, "it is a duplicate itself, of \(further.text)")
        }
        if duplicatesOf[id]?.isEmpty == false {
            return (.hasDuplicates, "other projects are linked to \(id.text)")
        }
        return nil
    }

    private func judge(_ set: BundleSet, _ id: ProjectID, into docket: inout Docket) {
        if set.dissolved == true {
            if !set.parts.isEmpty {
                docket.refuse(
                    .fieldNotAllowed, docket.own("parts"), "what is dissolved has no parts")
            }
            return
        }
        docket.need(!set.parts.isEmpty, docket.own("parts"))
        if set.parts.count > BundleSet.partsMax {
            docket.refuse(
                .countOutOfRange, docket.own("parts"),
                "a bundle has at most \(BundleSet.partsMax) parts")
        }
        if projects[id]?.agreement != .contract {
            docket.refuse(.notAContract, "subject", "a bundle is a contract that counts")
        }
        if projects[id]?.duplicateOf != nil {
            docket.refuse(.alreadyADuplicate, "subject", "a duplicate is no bundle")
        }
        if let day = docket.fact.effectiveOn, let latest = projects[id]?.partsDay, day < latest {
            docket.refuse(
                .daysOutOfOrder, "effectiveOn", "the bundle was set anew from \(latest) on")
        }
        if docket.isNew, let whole = bundled[id]?.min() {
            docket.refuse(.bundleInBundle, "subject", "the project is a part of \(whole.text)")
        }
        var seen: Set<ProjectID> = [id]
        for (index, part) in set.parts.enumerated() {
            judge(part.project, of: id, &seen, docket.own("parts[\(index)].project"), into: &docket)
        }
    }

    private func judge(
        _ part: ProjectID?, of id: ProjectID, _ seen: inout Set<ProjectID>, _ path: FieldPlace,
        into docket: inout Docket
    ) {
        guard let part else { return docket.need(false, path) }
        if !seen.insert(part).inserted {
            docket.refuse(.fieldNotAllowed, path, "a part is another project, and named once")
        }
        guard docket.isNew else { return }
        if !(projects[part]?.isKnown ?? false) {
            docket.refuse(.unknownProject, path, "no project \(part.text) is known")
        } else if projects[part]?.parts.isEmpty == false {
            docket.refuse(.bundleInBundle, path, "\(part.text) is a bundle itself")
        } else if let other = bundled[part]?.filter({ $0 != id }).min() {
            docket.refuse(.bundleInBundle, path, "\(part.text) is a part of \(other.text)")
        }
    }

    /// Why what a project comes to by a correction or a void can't stand beside the others.
    func flawOfKin(_ subject: Subject?, _ inForce: [LoggedFact]) -> Finding? {
        guard case .project(let id)? = subject else { return nil }
        var state = ProjectState()
        for content in inForce {
            guard let said = content.fact.content else { continue }
            state.apply(said, principal: content.principal, fact: content.fact)
        }
        var flaw: (rule: Rule, detail: String)?
        if let of = state.duplicateOf { flaw = flawOfDuplicate(id, of: of) }
        if !state.isKnown {
            if let other = duplicatesOf[id]?.min() {
                flaw = (.laterFactUnlawful, "\(other.text) is linked to it as a duplicate")
            } else if let whole = bundled[id]?.min() {
                flaw = (.laterFactUnlawful, "it is a part of bundle \(whole.text)")
            }
        }
        if !state.parts.isEmpty, let whole = bundled[id]?.min() {
            flaw = (.bundleInBundle, "it is a part of \(whole.text)")
        }
        for part in state.parts.sorted() where flaw == nil {
            if !(projects[part]?.isKnown ?? false) {
                flaw = (.unknownProject, "no project \(part.text) is known")
            } else if projects[part]?.parts.isEmpty == false
                || bundled[part]?.contains(where: { $0 != id }) ?? false
            {
                flaw = (.bundleInBundle, "\(part.text) is in another bundle or is one")
            }
        }
        return flaw.map { Finding($0.rule, at: "", $0.detail) }
    }
}
