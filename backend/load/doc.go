// Package load shows what several servers behind nginx do under load: its tests
// shortly, in `make test`, and at length by `make scale-test` and `make soak`. Its
// benchmarks measure single requests at given rates (`make bench-load`).
//
// The load is open: requests come when they come, whether earlier ones have been
// answered or not, and the time of an answer counts from when its request was due.
package load
