module github.com/iam-copilot/iam-copilot/frontend

go 1.26

ignore ./node_modules
