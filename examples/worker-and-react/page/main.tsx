import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";

const APIS = { before: "http://localhost:8787", after: "http://localhost:8788" };

function add(to: string): RequestInit {
  return { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ to }) };
}

const REQUESTS: Readonly<Record<string, RequestInit>> = { read: {}, write: add("Turin"), "a fault": add("") };

async function ask(api: string, init: RequestInit): Promise<string> {
  try {
    const response = await fetch(`${api}/rides`, init);
    return `${response.status} ${await response.text()}`;
  } catch (error) {
    return String(error);
  }
}

async function askAll(): Promise<readonly string[]> {
  const answers: string[] = [];
  for (const [when, api] of Object.entries(APIS)) {
    for (const [what, init] of Object.entries(REQUESTS)) answers.push(`${when}, ${what}: ${await ask(api, init)}`);
  }
  return answers;
}

function Rides() {
  const [answers, setAnswers] = useState<readonly string[]>([]);
  useEffect(() => void askAll().then(setAnswers), []);
  return (
    <main>
      <h1>What this page reads</h1>
      <ul>
        {answers.map((answer) => (
          <li key={answer}>{answer}</li>
        ))}
      </ul>
    </main>
  );
}

const root = document.getElementById("root");
if (root !== null) createRoot(root).render(<Rides />);
