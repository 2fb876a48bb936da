// SPDX-License-Identifier: Apache-2.0
//
// The ladder of a project: lead → negotiating → framework → contract → stored → started →
// operational → at capacity; any open state can be suspended, terminated or withdrawn, and
// reinstated with a reason. A project may begin anywhere up to the contract.
//
// Admission looks at what is logged before, by position. Days out of ladder order are taken with a
// warning: real data has hundreds of such rows. A project that nobody signed or opened as a lead is
// unknown: a misspelt key must not make a project.

extension AdmissionState {
    func judgeProject(_ content: Content, into docket: inout Docket) {
        guard case .project(let id)? = docket.subject else { return }
        switch content {
        case .leadOpened(let lead): return judge(lead, known: projects[id], into: &docket)
        case .projectSigned(let signed):
            return judge(signed, known: projects[id], into: &docket)
        default: break
        }
        guard let project = projects[id], project.isKnown else {
            return docket.refuse(
                .unknownProject, "subject", "no project \(id.text) is signed or opened as a lead")
        }
        if !content.isCredit { warnOfDuplicate(project, into: &docket) }
        switch content {
        case .capitalArrived(let capital):
            return judge(capital, project: project, into: &docket)
        case .capitalVerified(let verified):
            return judge(verified, project: project, into: &docket)
        case .reviewReturned(let returned):
            return judge(returned, project: project, into: &docket)
        default: break
        }
        if case .projectReinstated(let reinstated) = content {
            docket.need(reinstated.reason?.isEmpty == false, docket.own("reason"))
            if !project.isClosed {
                docket.refuse(.projectOpen, "subject", "the project is open")
            }
            return
        }
        if case .detailsSet(let set) = content { return judge(set, into: &docket) }
        if content.isCredit { return judgeCredit(content, id: id, into: &docket) }
        if project.isClosed {
            docket.refuse(
                .projectClosed, "subject",
                "the project is terminated or withdrawn; reinstate it first")
        }
        judgeStep(content, project: project, into: &docket)
        if content.isMilestone { judgeDay(of: project, into: &docket) }
    }

    private func warnOfDuplicate(_ project: ProjectState, into docket: inout Docket) {
        guard let of = project.duplicateOf else { return }
        docket.warn(.projectIsDuplicate, "subject", "the project counts as \(of.text)")
    }

    private func judgeDay(of project: ProjectState, into docket: inout Docket) {
        if let day = docket.fact.effectiveOn, let latest = project.latestDay, day < latest {
            docket.warn(
                .daysOutOfOrder, "effectiveOn", "\(day) lies before a milestone of \(latest)")
        }
    }

    private func judge(_ lead: LeadOpened, known: ProjectState?, into docket: inout Docket) {
        docket.need(lead.name?.isEmpty == false, docket.own("name"))
        judge(lead.terms, into: &docket)
        if let known, known.isKnown {
            docket.refuse(.alreadyKnown, "subject", "the project is known already")
        }
    }

    private func judge(
        _ signed: ProjectSigned, known: ProjectState?, into docket: inout Docket
    ) {
        docket.need(signed.agreement != nil, docket.own("agreement"))
        docket.need(signed.name?.isEmpty == false, docket.own("name"))
        judge(signed.terms, into: &docket)
        if let known, known.isSigned {
            let hint = known.agreement == .framework ? "; a framework is upgraded" : ""
            docket.refuse(.alreadySigned, "subject", "the project is signed already\(hint)")
        } else if let known {
            judgeLead(known, into: &docket)
        }
    }

    /// What forbids or flags the signing of a lead.
    private func judgeLead(_ project: ProjectState, into docket: inout Docket) {
        if project.isClosed {
            docket.refuse(
                .projectClosed, "subject",
                "the project is terminated or withdrawn; reinstate it first")
        }
        if project.isSuspended {
            docket.refuse(.projectSuspended, "subject", "the project is suspended; resume it first")
        }
        judgeDay(of: project, into: &docket)
    }

    func judge(_ terms: AgreementTerms, into docket: inout Docket) {
        if let host = terms.hostUnit {
            docket.checkUnit(host, at: docket.own("hostUnit"), units: units)
        }
        if let money = terms.totalInvestment {
            docket.checkAmount(
                money, at: docket.own("totalInvestment"), limitFen: Money.projectMaximumFen)
        }
    }

    func judgeStored(_ project: ProjectState, into docket: inout Docket) {
        if project.isStored {
            docket.refuse(.alreadyStored, "subject", "the project is in the library already")
        }
        if project.agreement != .contract {
            docket.refuse(.notAContract, "subject", "only a contract enters the library")
        }
        let terms = project.terms
        docket.need(terms.hasInvestor, "subject.investor")
        docket.need(terms.hostUnit != nil, "subject.hostUnit")
        docket.need(terms.hasIndustry, "subject.industry")
        if let amount = project.investment.money?.minorUnits {
            if amount == 0 {
                docket.refuse(.amountZero, "subject.totalInvestment", "the library needs an amount")
            }
        } else {
            docket.need(false, "subject.totalInvestment")
        }
        judgeReviewer(project, into: &docket)
    }

    private func judgeReviewer(_ project: ProjectState, into docket: inout Docket) {
        let reviewer = docket.context.principal
        if !reviewer.isAuthenticated {
            docket.warn(
                .fourEyesNotEnforced, "", "no key proves who logs: four eyes are not enforced")
        } else if project.signers.contains(reviewer) {
            docket.refuse(
                .fourEyes, "",
                "the reviewer who stores a project is not one who signed or revised it")
        }
    }
}
