module github.com/iam-copilot/iam-copilot/shared

go 1.26

require (
	github.com/go-json-experiment/json v1.27.2 // indirect
	github.com/google/go-cmp v0.7.0 // indirect
	github.com/owenrumney/go-sarif/v3 v3.3.1 // indirect
	pgregory.net/rapid v1.3.0 // indirect
)
