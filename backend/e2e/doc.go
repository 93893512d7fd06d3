// Package e2e holds the tests that go all the way: the Go client, the server,
// the database, and AWS as an emulator that checks signatures and policies.
package e2e
