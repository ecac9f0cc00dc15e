/* The scanner's page opens without a connection: newest when there is one, else as it was last seen. */
"use strict";
const KEPT = "scanner";
const AS_SEEN = { ignoreSearch: true, ignoreVary: true };

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const fresh = async (request) => {
  const answer = await fetch(request);
  if (answer.ok && !answer.redirected) (await caches.open(KEPT)).put(request, answer.clone());
  return answer;
};

self.addEventListener("fetch", (event) => {
  const { request } = event, path = new URL(request.url).pathname;
  if (request.method !== "GET") return;
  if (path.endsWith("/scan/")) event.respondWith(fresh(request).catch(async () => (await caches.match(request, AS_SEEN)) ?? Response.error()));
  else if (path.startsWith("/static/")) event.respondWith(caches.match(request, AS_SEEN).then((kept) => kept ?? fetch(request)));
});
