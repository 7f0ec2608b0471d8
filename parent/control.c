/* SPDX-License-Identifier: ISC */
/*
 * Control clients.  A descriptor on its way counts against the parent until
 * it is received, so one client is handed over at a time, and the next when
 * both engines have taken theirs or a second has passed.  A client that hangs
 * up here may still use its pipes; it stays known for a while, so that a
 * reload can take its role away.
 */
#include <sys/socket.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bsd/sys/queue.h>

#include "base/log.h"
#include "control.h"
#include "ipc/control.h"
#include "ipc/parent_engine.h"
#include "roles.h"

enum {
	TAKE_MS		= 1000,
	ACCEPT_AGAIN_MS	= 1000,
	OUT_MAX		= 256 * 1024,
	OUT_LOW		= 32 * 1024,	/* a long answer goes on */
	SILENCE_MS	= 60 * 1000,	/* unless nobody takes it */
	WORKING_MS	= 1000,		/* who waits is told so */
	DEPARTED_MAX	= 128,
};

struct client {
	TAILQ_ENTRY(client)	 entry;
	struct control		*control;
	struct link		*link;
	uint32_t		 id;
	enum role		 role;
	bool			 handed;
	uint32_t		 reload;	/* number awaited; 0 none */
	uint32_t		 reload_req;	/* its request id */
	uint32_t		 trial;		/* the same for a trial */
	uint32_t		 trial_req;
	/* its answer, while the client reads it */
	struct trial_result	*result;
	size_t			 result_at;
	/* it reads of programs: of which, and how far it is */
	uint32_t		 process_req;	/* 0 none */
	size_t			 process_at;
	uint32_t		 process_n;
	char			 process[CONF_NAME_MAX];	/* "" all */
	struct loop_timer	*silence;
	struct creds		 creds;
};

/* Gone from here, and perhaps not from the engines. */
struct departed {
	uint32_t		 id;
	enum role		 role;
	struct creds		 creds;
};

struct control {
	struct control_ops	 ops;
	struct loop		*loop;
	struct control_socket	 socket;
	struct loop_io		*io;
	struct loop_timer	*accept_again;
	struct loop_timer	*take;
	struct loop_timer	*working;
	struct roles		*roles;
	struct engine		*engine[ENGINE_MAX];
	TAILQ_HEAD(, client)	 clients;
	size_t			 nclients;
	uint32_t		 last_id;
	uint32_t		 offered;	/* id; 0 none */
	bool			 untaken[ENGINE_MAX];
	struct departed		 departed[DEPARTED_MAX];
	size_t			 ndeparted;
};

static void	hand_over(struct control *c);

static void
revoke_client(struct control *c, uint32_t id)
{
	int i;

	for (i = 0; i < ENGINE_MAX; i++)
		if (c->engine[i] != NULL)
			(void)engine_send(c->engine[i], PE_CLIENT_REVOKE, id,
			    0, NULL, 0);
}

static void
remember_departed(struct control *c, const struct client *cl)
{
	struct departed *d;

	if (c->ndeparted == DEPARTED_MAX) {
		revoke_client(c, c->departed[0].id);
		memmove(c->departed, c->departed + 1,
		    (DEPARTED_MAX - 1) * sizeof(c->departed[0]));
		c->ndeparted--;
	}
	d = &c->departed[c->ndeparted++];
	d->id = cl->id;
	d->role = cl->role;
	d->creds = cl->creds;
}

/* The last who waited for a trial has left. */
static void
look_for_waiting(struct control *c)
{
	const struct client *cl;

	TAILQ_FOREACH(cl, &c->clients, entry)
		if (cl->trial != 0)
			return;
	c->ops.trial_unwanted(c->ops.arg);
}

static void
client_free(struct client *cl)
{
	struct control *c = cl->control;

	TAILQ_REMOVE(&c->clients, cl, entry);
	c->nclients--;
	link_free(cl->link);
	loop_timer_free(cl->silence);
	trial_result_unref(cl->result);
	if (cl->trial != 0)
		look_for_waiting(c);
	free(cl);
}

static void
client_closed(void *arg, enum link_end why)
{
	struct client *cl = arg;

	(void)why;
	if (cl->handed)
		remember_departed(cl->control, cl);
	client_free(cl);
}

/* --- what the parent itself answers -------------------------------------- */

static void
answer(struct client *cl, uint32_t req, enum ctl_code code, uint32_t done,
    const char *text)
{
	const struct ctl_verdict v = { .code = (uint8_t)code, .done = done };
	size_t len = strlen(text);

	if (len > CTL_TEXT_MAX)
		len = CTL_TEXT_MAX;
	(void)link_send2(cl->link, CTL_END, req, 0, &v, sizeof(v), text, len);
}

/* A million routes take their time: nobody is to give up for that. */
static void
still_working(void *arg)
{
	struct control *c = arg;
	const struct client *cl;
	bool any = false;

	TAILQ_FOREACH(cl, &c->clients, entry) {
		if (cl->reload != 0)
			(void)link_send(cl->link, CTL_WORKING, cl->reload_req,
			    0, NULL, 0);
		if (cl->trial != 0)
			(void)link_send(cl->link, CTL_WORKING, cl->trial_req,
			    0, NULL, 0);
		any |= cl->reload != 0 || cl->trial != 0;
	}
	if (any)
		loop_timer_set(c->working, WORKING_MS);
}

static void
begin_working(struct control *c)
{
	if (!loop_timer_running(c->working))
		loop_timer_set(c->working, WORKING_MS);
}

static bool
may(struct client *cl, const struct link_msg *m)
{
	if (cl->role >= ROLE_OPERATE)
		return true;
	answer(cl, m->peer, CTL_DENIED, 0,
	    "this needs the role operate (control block of bgpd.conf)");
	return false;
}

static void
on_reload(void *arg, struct link_msg *m)
{
	struct client *cl = arg;
	char who[PRINCIPAL_MAX];

	if (!may(cl, m))
		return;
	if (cl->reload != 0) {
		answer(cl, m->peer, CTL_REFUSE, 0,
		    "your reload before this one is not done yet");
		return;
	}
	roles_principal(&cl->creds, who, sizeof(who));
	log_info("control: %s asks for a reload%s%.*s", who,
	    m->body.left > 0 ? ": " : "", (int)(m->body.left < 256 ?
	    m->body.left : 256), (const char *)m->body.p);
	cl->reload_req = m->peer;
	cl->reload = cl->control->ops.reload(cl->control->ops.arg);
	begin_working(cl->control);
}

/* Each may be in the middle of another, and long, answer. */
static bool
has_readers(const struct control *c)
{
	const struct client *cl;
	unsigned n = 0;

	TAILQ_FOREACH(cl, &c->clients, entry)
		n += cl->result != NULL;
	return n >= CONTROL_READERS_MAX;
}

static void
on_trial(void *arg, struct link_msg *m)
{
	struct client *cl = arg;
	char who[PRINCIPAL_MAX];

	if (!may(cl, m))
		return;
	if (cl->trial != 0 || cl->result != NULL) {
		answer(cl, m->peer, CTL_REFUSE, 0,
		    "your question before this one is not answered yet");
		return;
	}
	if (has_readers(cl->control)) {
		answer(cl, m->peer, CTL_REFUSE, 0, "too many others still "
		    "read such an answer: ask again");
		return;
	}
	roles_principal(&cl->creds, who, sizeof(who));
	log_debug("control: %s asks what a reload would change", who);
	cl->trial_req = m->peer;
	cl->trial = cl->control->ops.trial(cl->control->ops.arg);
	begin_working(cl->control);
}

/* As much of the answer as the client takes now. */
static void
send_result(struct client *cl)
{
	struct trial_result *r = cl->result;

	if (!trial_result_send(r, cl->link, cl->trial_req,
	    &cl->result_at)) {
		loop_timer_set(cl->silence, SILENCE_MS);
		return;
	}
	if (cl->process_req == 0)
		loop_timer_cancel(cl->silence);
	cl->result = NULL;
	answer(cl, cl->trial_req, CTL_OK, trial_result_count(r),
	    trial_result_warnings(r));
	trial_result_unref(r);
}

/* The same of programs. */
static void
send_processes(struct client *cl)
{
	const struct control_ops *ops = &cl->control->ops;
	uint32_t req = cl->process_req;
	struct ctl_process row;

	while (ops->process(ops->arg, &cl->process_at, &row)) {
		if (cl->process[0] != '\0' &&
		    strcmp(cl->process, row.name) != 0)
			continue;
		(void)link_send(cl->link, CTL_PROCESS, req, 0, &row,
		    sizeof(row));
		cl->process_n++;
		if (link_queued(cl->link) > OUT_LOW) {
			loop_timer_set(cl->silence, SILENCE_MS);
			return;
		}
	}
	cl->process_req = 0;
	if (cl->result == NULL)
		loop_timer_cancel(cl->silence);
	answer(cl, req, cl->process_n > 0 || cl->process[0] == '\0' ?
	    CTL_OK : CTL_NOTHING, cl->process_n, "");
}

static void
on_show_process(void *arg, struct link_msg *m)
{
	struct client *cl = arg;

	if (cl->process_req != 0 || m->peer == 0) {
		answer(cl, m->peer, CTL_REFUSE, 0,
		    "your question before this one is not answered yet");
		return;
	}
	(void)snprintf(cl->process, sizeof(cl->process), "%.*s",
	    (int)m->body.left, (const char *)m->body.p);
	cl->process_req = m->peer;
	cl->process_at = cl->process_n = 0;
	send_processes(cl);
}

static void
client_drained(void *arg)
{
	struct client *cl = arg;

	if (cl->result != NULL)
		send_result(cl);
	if (cl->process_req != 0)
		send_processes(cl);
}

static void
client_silent(void *arg)
{
	struct client *cl = arg;

	log_info("control client %u: took nothing for a minute, closed",
	    cl->id);
	client_closed(cl, LINK_FULL);
}

static void
on_log(void *arg, struct link_msg *m)
{
	struct client *cl = arg;

	if (!may(cl, m))
		return;
	cl->control->ops.log(cl->control->ops.arg, m->gen != 0);
	answer(cl, m->peer, CTL_OK, 1, m->gen != 0 ? "log verbose" :
	    "log brief");
}

static void
on_shutdown(void *arg, struct link_msg *m)
{
	struct client *cl = arg;
	char who[PRINCIPAL_MAX], reason[CTL_REASON_MAX];

	if (!may(cl, m))
		return;
	if (m->body.left >= sizeof(reason) ||
	    memchr(m->body.p, '\0', m->body.left) != NULL) {
		answer(cl, m->peer, CTL_REFUSE, 0, "the reason is too long");
		return;
	}
	(void)snprintf(reason, sizeof(reason), "%.*s", (int)m->body.left,
	    (const char *)m->body.p);
	roles_principal(&cl->creds, who, sizeof(who));
	log_info("control: %s stops the daemon%s%s", who,
	    reason[0] != '\0' ? ": " : "", reason);
	answer(cl, m->peer, CTL_OK, 1, "stopping");
	link_flush(cl->link);
	cl->control->ops.shutdown(cl->control->ops.arg, reason);
}

static const struct link_handler client_handlers[] = {
	{ CTL_RELOAD,	0, CTL_TEXT_MAX, on_reload },
	{ CTL_TRIAL,	0, 0, on_trial },
	{ CTL_LOG,	0, 0, on_log },
	{ CTL_SHUTDOWN,	0, CTL_TEXT_MAX, on_shutdown },
	{ CTL_SHOW_PROCESS, 0, CONF_NAME_MAX - 1, on_show_process },
};

static const struct link_table client_table = {
	client_handlers, sizeof(client_handlers) / sizeof(client_handlers[0])
};

/* --- handing over -------------------------------------------------------- */

/* Our client's end of a pipe to an engine, or -1. */
static int
offer(struct control *c, const struct client *cl, enum engine_kind k)
{
	struct pe_client pc = {
		.id = cl->id, .uid = cl->creds.uid, .pid = cl->creds.pid,
		.role = (uint8_t)cl->role,
	};
	int pair[2];

	if (c->engine[k] == NULL || !engine_running(c->engine[k]) ||
	    socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == -1)
		return -1;
	roles_principal(&cl->creds, pc.principal, sizeof(pc.principal));
	if (engine_send_fd(c->engine[k], PE_CLIENT, 0, 0, &pc, sizeof(pc),
	    pair[0]) == -1) {
		(void)close(pair[1]);
		return -1;
	}
	c->untaken[k] = true;
	return pair[1];
}

static void
send_pipe(struct client *cl, uint16_t type, int fd)
{
	if (fd == -1)
		(void)link_send(cl->link, type, 0, 0, NULL, 0);
	else
		(void)link_send_fd(cl->link, type, 0, 0, NULL, 0, fd);
}

static void
hand_over(struct control *c)
{
	struct ctl_welcome w = { .version = LINK_VERSION };
	struct client *cl;
	int session, rde;

	if (c->offered != 0)
		return;
	TAILQ_FOREACH(cl, &c->clients, entry)
		if (!cl->handed)
			break;
	if (cl == NULL)
		return;
	cl->handed = true;
	w.id = cl->id;
	w.role = (uint8_t)cl->role;
	session = offer(c, cl, ENGINE_SESSION);
	rde = offer(c, cl, ENGINE_RDE);
	(void)link_send(cl->link, CTL_WELCOME, 0, 0, &w, sizeof(w));
	send_pipe(cl, CTL_PIPE_SESSION, session);
	send_pipe(cl, CTL_PIPE_RDE, rde);
	c->offered = cl->id;
	loop_timer_set(c->take, c->untaken[ENGINE_SESSION] ||
	    c->untaken[ENGINE_RDE] ? TAKE_MS : 0);
}

static void
take_over(void *arg)
{
	struct control *c = arg;

	c->offered = 0;
	c->untaken[ENGINE_SESSION] = c->untaken[ENGINE_RDE] = false;
	hand_over(c);
}

void
control_taken(struct control *c, enum engine_kind kind, uint32_t id)
{
	if (c->offered == 0 || id != c->offered)
		return;
	c->untaken[kind] = false;
	if (c->untaken[ENGINE_SESSION] || c->untaken[ENGINE_RDE])
		return;
	loop_timer_cancel(c->take);
	take_over(c);
}

void
control_engine_down(struct control *c, enum engine_kind kind)
{
	control_taken(c, kind, c->offered);
}

/* --- accepting ----------------------------------------------------------- */

static bool
room_for(const struct control *c, const struct creds *creds)
{
	const struct client *cl;
	size_t mine = 0, same = 0, waiting = 0;

	TAILQ_FOREACH(cl, &c->clients, entry) {
		if (cl->creds.uid == creds->uid)
			mine++;
		if (cl->handed)
			continue;
		waiting++;
		if (cl->creds.uid == creds->uid)
			same++;
	}
	if (creds->uid != 0 && mine >= CONTROL_CLIENTS_UID)
		return false;
	if (waiting >= CONTROL_WAITING_MAX || same >= CONTROL_WAITING_UID)
		return false;
	return c->nclients < CONTROL_CLIENTS_MAX - (creds->uid == 0 ? 0 :
	    CONTROL_ROOT_RESERVE);
}

/* One whom we do not take is told why, before the welcome. */
static void
turn_away(struct client *cl, const char *why)
{
	log_debug("control: uid %u: %s", (unsigned)cl->creds.uid, why);
	answer(cl, 0, CTL_DENIED, 0, why);
	link_flush(cl->link);
	client_free(cl);
}

static void
accept_one(struct control *c, int fd)
{
	struct client *cl;
	bool room;

	cl = xcalloc(1, sizeof(*cl));
	if (roles_creds(fd, &cl->creds) == -1) {
		free(cl);
		(void)close(fd);
		return;
	}
	room = room_for(c, &cl->creds);
	cl->control = c;
	if (++c->last_id == 0)
		c->last_id = 1;
	cl->id = c->last_id;
	cl->role = roles_of(c->roles, &cl->creds);
	cl->link = link_new(c->loop, fd, &client_table, client_closed, cl,
	    OUT_MAX);
	link_on_drain(cl->link, OUT_LOW, client_drained);
	cl->silence = loop_timer_new(c->loop, client_silent, cl);
	TAILQ_INSERT_TAIL(&c->clients, cl, entry);
	c->nclients++;
	if (cl->role == ROLE_NONE)
		turn_away(cl, "permission denied: no rule of the control "
		    "block gives you a role");
	else if (!room)
		turn_away(cl, "too many clients");
	else
		hand_over(c);
}

static void
accept_ready(void *arg, int what)
{
	struct control *c = arg;
	int fd, i;

	(void)what;
	for (i = 0; i < 16; i++) {
		fd = accept4(c->socket.fd, NULL, NULL,
		    SOCK_CLOEXEC | SOCK_NONBLOCK);
		if (fd == -1) {
			if (errno == EMFILE || errno == ENFILE ||
			    errno == ENOMEM || errno == ENOBUFS) {
				loop_io_want(c->io, 0);
				loop_timer_set(c->accept_again,
				    ACCEPT_AGAIN_MS);
			}
			return;
		}
		accept_one(c, fd);
	}
}

static void
accept_again(void *arg)
{
	struct control *c = arg;

	loop_io_want(c->io, LOOP_READ);
}

/* --- from outside -------------------------------------------------------- */

struct control *
control_new(struct loop *l, struct control_socket *s, const struct config *conf,
    const struct control_ops *ops)
{
	struct control *c = xcalloc(1, sizeof(*c));

	c->ops = *ops;
	c->loop = l;
	c->socket = *s;
	s->fd = -1;
	TAILQ_INIT(&c->clients);
	c->accept_again = loop_timer_new(l, accept_again, c);
	c->take = loop_timer_new(l, take_over, c);
	c->working = loop_timer_new(l, still_working, c);
	control_configure(c, conf);
	if (control_socket_listen(&c->socket) == -1)
		log_error("%s: listen: %s", c->socket.path, strerror(errno));
	c->io = loop_io_new(l, c->socket.fd, accept_ready, c);
	loop_io_want(c->io, LOOP_READ);
	return c;
}

void
control_free(struct control *c)
{
	struct client *cl;

	if (c == NULL)
		return;
	while ((cl = TAILQ_FIRST(&c->clients)) != NULL) {
		link_flush(cl->link);
		client_free(cl);
	}
	loop_io_free(c->io);
	loop_timer_free(c->accept_again);
	loop_timer_free(c->take);
	loop_timer_free(c->working);
	control_socket_close(&c->socket);
	roles_free(c->roles);
	free(c);
}

void
control_set_engine(struct control *c, struct engine *e)
{
	c->engine[engine_kind_of(e)] = e;
}

void
control_configure(struct control *c, const struct config *conf)
{
	struct client *cl, *next;
	size_t i, kept = 0;

	roles_free(c->roles);
	c->roles = roles_new(conf, log_warn);
	if (control_socket_allow(&c->socket, roles_group(c->roles),
	    roles_open(c->roles)) == -1)
		log_warn("%s: its group or mode: %s", c->socket.path,
		    strerror(errno));
	TAILQ_FOREACH_SAFE(cl, &c->clients, entry, next) {
		if (roles_of(c->roles, &cl->creds) >= cl->role)
			continue;
		if (cl->handed)
			revoke_client(c, cl->id);
		link_flush(cl->link);
		client_free(cl);
	}
	for (i = 0; i < c->ndeparted; i++) {
		struct departed *d = &c->departed[i];

		if (roles_of(c->roles, &d->creds) < d->role)
			revoke_client(c, d->id);
		else if (kept++ != i)
			c->departed[kept - 1] = *d;
	}
	c->ndeparted = kept;
}

enum role
control_role(const struct control *c, uint32_t id)
{
	const struct client *cl;
	size_t i;

	TAILQ_FOREACH(cl, &c->clients, entry)
		if (cl->id == id)
			return cl->role;
	for (i = 0; i < c->ndeparted; i++)
		if (c->departed[i].id == id)
			return c->departed[i].role;
	return ROLE_NONE;
}

void
control_reloaded(struct control *c, uint32_t served, bool ok,
    const char *text)
{
	struct client *cl;

	TAILQ_FOREACH(cl, &c->clients, entry) {
		/* Numbers wrap; nobody waits for long. */
		if (cl->reload == 0 || (int32_t)(served - cl->reload) < 0)
			continue;
		cl->reload = 0;
		answer(cl, cl->reload_req, ok ? CTL_OK : CTL_REFUSE, ok, text);
	}
}

void
control_tried(struct control *c, uint32_t served, const char *why,
    struct trial_result *result)
{
	struct client *cl;

	TAILQ_FOREACH(cl, &c->clients, entry) {
		if (cl->trial == 0 || (int32_t)(served - cl->trial) < 0)
			continue;
		cl->trial = 0;
		if (why != NULL) {
			answer(cl, cl->trial_req, CTL_REFUSE, 0, why);
			continue;
		}
		cl->result = trial_result_ref(result);
		cl->result_at = 0;
		send_result(cl);
	}
}
