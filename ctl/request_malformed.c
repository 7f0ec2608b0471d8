/* SPDX-License-Identifier: ISC */
/*
 * Each engine keeps what it refused by itself.  Both are asked before anything
 * is shown; what one of them has is worth showing when the other is down.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <bsd/string.h>

#include "malformed_list.h"
#include "output_mrt.h"
#include "records.h"
#include "request_malformed.h"

/* What became of asking one of them. */
struct asked {
	enum engine	engine;
	bool		lost;
	enum ctl_code	code;
	char		why[CLIENT_TEXT];	/* if lost, or not CTL_OK */
};

struct gathering {
	struct malformed_list	list;
	bool			of_rde;
};

static int
take_malformed(void *arg, struct link_msg *m)
{
	struct gathering *g = arg;
	struct malformed_view v;

	if (m->type != CTL_MALFORMED || record_malformed(m, &v) == -1)
		return -1;
	v.of_rde = g->of_rde;
	return malformed_list_add(&g->list, &v);
}

static void
ask(struct request *r, struct gathering *g, struct asked *a)
{
	struct verdict v;

	g->of_rde = a->engine == ENGINE_RDE;
	a->lost = client_has(r->client, a->engine) == -1 ||
	    client_ask(r->client, a->engine, CTL_SHOW_MALFORMED, 0,
	    &r->cmd->who, sizeof(r->cmd->who), take_malformed, g, &v) == -1;
	if (a->lost) {
		strlcpy(a->why, r->client->why, sizeof(a->why));
		return;
	}
	a->code = v.code;
	strlcpy(a->why, request_why(&v, "no such neighbor"),
	    sizeof(a->why));
}

static int
write_all(struct output *o, const struct malformed_list *l)
{
	size_t i;

	output_begin(o);
	for (i = 0; i < l->n; i++) {
		o->form->malformed(o, &l->v[i]);
		if (output_next(o) == -1)
			return -1;
	}
	return output_end(o);
}

static enum exit_code
file_failed(struct request *r, int error)
{
	char why[CLIENT_TEXT];

	(void)snprintf(why, sizeof(why), "%s: %s", r->cmd->mrt,
	    strerror(error));
	return request_failed(r, why, EXIT_REFUSED);
}

static enum exit_code
write_file(struct request *r, const struct malformed_list *l)
{
	struct verdict v = { .code = CTL_OK };
	struct output o;
	int fd, error;

	fd = open(r->cmd->mrt, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
	    0644);
	if (fd == -1)
		return file_failed(r, errno);
	output_init(&o, &output_mrt, r->cmd, fd, false);
	(void)write_all(&o, l);
	error = o.error;
	output_free(&o);
	if (close(fd) == -1 && error == 0)
		error = errno;
	if (error != 0)
		return file_failed(r, error);
	(void)snprintf(v.text, sizeof(v.text), "%zu message%s written", l->n,
	    l->n == 1 ? "" : "s");
	return request_verdict(r, &v, "");
}

static enum exit_code
show(struct request *r, const struct malformed_list *l)
{
	if (r->cmd->mrt != NULL && !command_mrt_to_stdout(r->cmd))
		return write_file(r, l);
	if (r->cmd->mrt != NULL)
		r->out->form = &output_mrt;
	return write_all(r->out, l) == -1 ? request_unwritten(r) : EXIT_DONE;
}

static void
complain(const struct asked *a)
{
	char text[CLIENT_TEXT + 32];

	(void)snprintf(text, sizeof(text), "%s: its messages are missing",
	    a->why);
	request_complain(text);
}

/* What was gathered, and then whose messages it lacks. */
static enum exit_code
answer(struct request *r, const struct malformed_list *l,
    const struct asked *a, const struct asked *b)
{
	enum exit_code code = show(r, l);

	if (a->lost)
		complain(a);
	if (b->lost)
		complain(b);
	if (code == EXIT_DONE && (a->lost || b->lost))
		return EXIT_NO_DAEMON;
	return code;
}

static bool
refuses(const struct asked *a)
{
	return !a->lost && a->code != CTL_OK && a->code != CTL_NOTHING;
}

static bool
knows_nobody(const struct asked *a)
{
	return !a->lost && a->code == CTL_NOTHING;
}

enum exit_code
request_show_malformed(struct request *r)
{
	struct asked session = { .engine = ENGINE_SESSION };
	struct asked rde = { .engine = ENGINE_RDE };
	struct gathering g;
	enum exit_code code;

	malformed_list_init(&g.list);
	ask(r, &g, &session);
	ask(r, &g, &rde);
	malformed_list_sort(&g.list);
	if (session.lost && rde.lost)
		code = request_failed(r, session.why, EXIT_NO_DAEMON);
	else if (refuses(&session) ||
	    (knows_nobody(&session) && knows_nobody(&rde)))
		code = request_failed(r, session.why, EXIT_REFUSED);
	else if (refuses(&rde))
		code = request_failed(r, rde.why, EXIT_REFUSED);
	else
		code = answer(r, &g.list, &session, &rde);
	malformed_list_free(&g.list);
	return code;
}
