// SPDX-License-Identifier: Apache-2.0
//
// A planted bug: memory is read after it was given back. AddressSanitizer must report it.

let numbers = UnsafeMutablePointer<Int>.allocate(capacity: 4)
numbers.initialize(repeating: 7, count: 4)
numbers.deallocate()
print(numbers[2])
