module github.com/iam-copilot/iam-copilot/desktop

go 1.26
