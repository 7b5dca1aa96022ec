/** The stream of live messages as server-sent events; see `liveMessageSchema`. */
export const livePath = '/api/live';
