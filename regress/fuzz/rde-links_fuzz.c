/* SPDX-License-Identifier: ISC */
/*
 * What a session engine that was taken over, and a control client, may say to
 * the route engine over their sockets.  The first octet is the client's role;
 * then messages, each {which, neighbour and generation, two octets of length,
 * octets}.  Nothing of it ends the engine; each request has one verdict, the
 * last of its answers, and when the neighbours go their paths do.
 */
#include <sys/socket.h>

#include <stdint.h>
#include <unistd.h>

#include "bgp/message.h"
#include "client_link.h"
#include "ipc/session_rde.h"
#include "rde/whole.h"
#include "session_link.h"

enum { INPUT_MAX = 8192, BODY_MAX = 8192, REQUESTS = 256, PASSES = 6 };
enum { CLIENT = 0x80, AS_IT_IS = 0x40, ROW = 0x1f };

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A struct is patched by {offset, offset, octet}; text stands behind it. */
struct row {
	uint16_t	type;
	uint16_t	size;
	bool		text;
};

static const struct row of_session[] = {
	{ SR_UP, sizeof(struct negotiated), false },
	{ SR_DOWN, sizeof(struct sr_down), false },
	{ SR_UPDATES, 0, true },
	{ SR_REFRESH, sizeof(struct sr_refresh), false },
	{ SR_CREDIT, sizeof(uint32_t), false },
	{ SR_SYNCED, 0, false },
	{ SR_CLONE, sizeof(struct sr_clone), false },
	{ SR_CLONE_GONE, 0, false },
	{ SR_FORGET, 0, false },
	{ SR_NEIGHBOR, sizeof(struct ctl_neighbor), false },
	{ SR_NEIGHBOR_END, 0, false },
	{ SR_CONNECTED, sizeof(struct sr_connected), false },
	{ SR_FSM, sizeof(struct sr_fsm), false },
	{ SR_MESSAGE, sizeof(struct sr_message) + MSG_HEADER, true },
	{ SR_NEGOTIATED, sizeof(struct negotiated), false },
	{ SR_REASON, 0, true },
};

static const struct row of_client[] = {
	{ CTL_SHOW_COUNTERS, 0, false },
	{ CTL_SHOW_MEMORY, 0, false },
	{ CTL_SHOW_RIB, sizeof(struct ctl_rib_filter), false },
	{ CTL_SHOW_MALFORMED, sizeof(struct ctl_selector), false },
	{ CTL_NETWORK, sizeof(struct ctl_network), true },
	{ CTL_NETWORK_BULK, sizeof(struct ctl_network), true },
	{ CTL_BULK_END, 0, false },
	{ CTL_NETWORK_SHOW, sizeof(struct ctl_rib_filter), false },
	{ CTL_NETWORK_FLUSH, 0, false },
	{ CTL_API, 0, true },
};

enum {
	SESSION_ROWS = sizeof(of_session) / sizeof(of_session[0]),
	CLIENT_ROWS = sizeof(of_client) / sizeof(of_client[0]),
};

struct world {
	struct whole	 all;
	uint8_t		 role;
	int		 session;	/* far ends */
	int		 client;
	uint8_t		 got[1 << 20];	/* of the client's, not yet looked at */
	size_t		 len;
	uint32_t	 n;		/* requests */
	bool		 open[REQUESTS];
};

static void
say(int fd, uint16_t type, uint32_t peer, uint32_t gen, const void *body,
    size_t len)
{
	uint8_t frame[sizeof(struct link_hdr) + BODY_MAX];
	struct link_hdr h = { .len = (uint32_t)(sizeof(h) + len),
	    .type = type, .peer = peer, .gen = gen };

	memcpy(frame, &h, sizeof(h));
	memcpy(frame + sizeof(h), body, len);
	/* What is cut here the engine waits for. */
	(void)send(fd, frame, h.len, MSG_DONTWAIT | MSG_NOSIGNAL);
}

/* The near end of a new socket; the far one has said hello. */
static int
connect_to(int *far)
{
	const uint32_t version = LINK_VERSION;
	int fd[2];

	if (*far != -1)
		(void)close(*far);
	must(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fd) == 0);
	*far = fd[1];
	say(fd[1], LINK_HELLO, 0, 0, &version, sizeof(version));
	return fd[0];
}

static void
connect_client(struct world *w)
{
	const struct pe_client who = { .id = 7, .role = w->role,
	    .principal = "fuzz" };

	w->len = 0;
	memset(w->open, 0, sizeof(w->open));
	client_link_open(&w->all.rde, connect_to(&w->client), &who);
}

static void
look(struct world *w)
{
	struct link_hdr h;
	size_t at = 0;

	while (w->len - at >= sizeof(h)) {
		memcpy(&h, w->got + at, sizeof(h));
		must(h.len >= sizeof(h) && h.len <= sizeof(h) + LINK_BODY_MAX);
		if (h.len > w->len - at)
			break;
		at += h.len;
		if (h.type == LINK_HELLO || h.type == CTL_REFUSED)
			continue;
		must(h.peer < REQUESTS && w->open[h.peer]);
		if (h.type == CTL_END)
			w->open[h.peer] = false;
	}
	memmove(w->got, w->got + at, w->len - at);
	w->len -= at;
}

static void
hear(struct world *w)
{
	static uint8_t drop[1 << 16];
	ssize_t n;

	while (recv(w->session, drop, sizeof(drop), MSG_DONTWAIT) > 0)
		;
	if (w->all.rde.session == NULL)
		session_link_open(&w->all.rde, connect_to(&w->session), 1);
	while ((n = recv(w->client, w->got + w->len,
	    sizeof(w->got) - w->len, MSG_DONTWAIT)) > 0) {
		w->len += (size_t)n;
		look(w);
	}
	if (n == 0)
		connect_client(w);
}

static void
turn(struct world *w)
{
	whole_turn(&w->all);
	hear(w);
}

/* What the message holds; of a session that is up where nothing is patched. */
static size_t
body_of(struct world *w, const struct row *r, uint32_t peer, struct rbuf b,
    uint8_t *body)
{
	const struct peer *p = peers_get(w->all.rde.peers, peer);
	uint16_t at;
	uint8_t v;

	memset(body, 0, BODY_MAX);
	if (r->text) {
		memcpy(body, b.p, b.left);
		return b.left < r->size ? r->size : b.left;
	}
	if (r->size == sizeof(p->neg) && p != NULL)
		memcpy(body, &p->neg, sizeof(p->neg));
	while (r->size > 0 && rbuf_u16(&b, &at) == 0 && rbuf_u8(&b, &v) == 0)
		body[at % r->size] = v;
	return r->size;
}

static void
message(struct world *w, uint8_t what, uint8_t who, struct rbuf b)
{
	const bool client = (what & CLIENT) != 0;
	const struct row *r = client ? &of_client[(what & ROW) % CLIENT_ROWS] :
	    &of_session[(what & ROW) % SESSION_ROWS];
	const struct row bare = { r->type, 0, true };
	uint32_t peer = who & 7, gen = who >> 3;
	uint8_t body[BODY_MAX];
	size_t len;

	len = body_of(w, (what & AS_IT_IS) != 0 ? &bare : r, peer, b, body);
	if (client) {
		peer = w->n++;
		w->open[peer] = r->type != CTL_NETWORK_BULK;
		gen = who & 1;
	}
	say(client ? w->client : w->session, r->type, peer, gen, body, len);
	turn(w);
}

static void
begin(struct world *w)
{
	struct rde *rde = &w->all.rde;
	struct peer *p;
	struct negotiated neg;

	whole_init(&w->all, PASSES);
	rde->configured = true;
	w->session = w->client = -1;
	session_link_open(rde, connect_to(&w->session), 1);
	connect_client(w);
	p = engine_peer(rde, 2, "two");
	(void)engine_peer(rde, 3, "three");
	neg = p->neg;
	sessions_up(rde, p, 1, &neg);
	turn(w);
}

static void
end(struct world *w)
{
	struct rde *rde = &w->all.rde;
	uint64_t paths = 1, bytes;
	struct peer *p;
	unsigned i;

	while ((p = peers_next(rde->peers, 0)) != NULL)
		sessions_peer_removed(rde, p);
	for (i = 0; i < 1000 && paths > 0; i++) {
		turn(w);
		adj_rib_in_usage(rde->in, &paths, &bytes);
	}
	must(paths == 0);
	session_link_close(rde);
	whole_free(&w->all);
	(void)close(w->session);
	(void)close(w->client);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct world w;
	struct rbuf in = rbuf_of(data, size), part;
	uint8_t what, who;
	uint16_t len;

	if (size < 1 || size > INPUT_MAX)
		return 0;
	w.n = 0;
	(void)rbuf_u8(&in, &w.role);
	w.role %= ROLE_ALL + 1;
	begin(&w);
	while (w.n < REQUESTS && rbuf_u8(&in, &what) == 0 &&
	    rbuf_u8(&in, &who) == 0 && rbuf_u16(&in, &len) == 0 &&
	    rbuf_sub(&in, len, &part) == 0)
		message(&w, what, who, part);
	end(&w);
	return 0;
}
