// Package bench measures the server against what the machine can do at all:
//
//	go test -run '^$' -bench . ./bench
//
// Every figure is a ratio to something measured in the same run with the same
// means, so that it means the same on every machine. The table at the end puts
// the targets beside them. Postgres is that of TEST_POSTGRES_URL or, without
// it, one that build/services.sh starts.
package bench
