import { createServer } from "./server";

const PORT = 8_000;

/** Serves until SIGTERM, which ECS sends before it stops a task: open requests are answered first. */
const server = createServer(process.env).listen(PORT, () => console.log(`http://localhost:${PORT}/health`));
process.once("SIGTERM", () => server.close());
