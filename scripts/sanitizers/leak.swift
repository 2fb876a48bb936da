// SPDX-License-Identifier: Apache-2.0
//
// A planted bug: objects that hold themselves. LeakSanitizer must report them.

final class Ring { var next: Ring? }

@inline(never) func leak() {
    let ring = Ring()
    ring.next = ring
}

for _ in 0..<10 { leak() }
