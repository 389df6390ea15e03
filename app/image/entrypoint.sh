#!/bin/sh
# Runs a container command with Node.js, and everything else, the name of a handler, with Lambda's runtime.
case "${1:-}" in
  serve | work | migrate) exec node "$LAMBDA_TASK_ROOT/commands/$1.mjs" ;;
  *) exec /lambda-entrypoint.sh "$@" ;;
esac
