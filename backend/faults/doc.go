// Package faults makes happen what must not hurt the server: programs that are
// killed, databases that go away, disks that are full, an AWS that fails,
// clients that mean no good, requests that come twice. The server is the real
// program, in a process of its own.
//
// `make test` runs a short form; `make test-faults` (FAULTS=long) more rounds.
package faults
