/* SPDX-License-Identifier: ISC */
/*
 * bgpctl itself against a daemon of the test's: what it prints, where, and
 * its exit status.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <sys/stat.h>

#include <fcntl.h>

#include <bsd/string.h>

#include "fake_daemon.h"
#include "request.h"
#include "request_action.h"
#include "request_api.h"
#include "request_bulk.h"
#include "request_malformed.h"
#include "request_show.h"
#include "request_trial.h"

enum { PATIENCE = 5000, TEXT = 262144, BULK_LINES = 20000 };

static struct fake	fake;
static char		out_text[TEXT], err_text[TEXT];

static void
send_counters(struct link_sync *s, uint32_t id)
{
	struct ctl_counters c = { .id = 2, .prefixes_in = 42 };

	(void)link_sync_send(s, CTL_COUNTERS, id, 0, &c, sizeof(c));
	fake_end(s, id, CTL_OK, 1, "");
}

static void
send_neighbors(struct link_sync *s, struct link_msg *m)
{
	static struct ctl_neighbor n;
	struct ctl_selector sel;

	(void)rbuf_host(&m->body, &sel, sizeof(sel));
	if (sel.kind == CTL_SEL_NAME && strcmp(sel.name, "none") == 0) {
		fake_end(s, m->peer, CTL_NOTHING, 0, "");
		return;
	}
	n.id = 2;
	n.state = 6;
	n.remote = addr_v4(0xc0000202);
	memset(n.description, sel.kind == CTL_SEL_GROUP ? 'x' : 0,
	    sizeof(n.description));
	(void)link_sync_send(s, CTL_NEIGHBOR, m->peer, 0, &n, sizeof(n));
	fake_end(s, m->peer, CTL_OK, 1, "");
}

static void
send_rib(struct link_sync *s, struct link_msg *m)
{
	struct ctl_rib_neighbor n = { .id = 2 };
	struct ctl_rib_path p = { .peer = 2, .afi = 1, .safi = 1 };
	struct ctl_rib_filter f;
	uint8_t run[2 * sizeof(p)];

	(void)rbuf_host(&m->body, &f, sizeof(f));
	if ((f.flags & CTL_RIB_INVALID) != 0) {
		fake_end(s, m->peer, CTL_NOTHING, 0, "");
		return;
	}
	(void)link_sync_send(s, CTL_RIB_NEIGHBOR, m->peer, 0, &n, sizeof(n));
	memcpy(run, &p, sizeof(p));
	p.plen = (f.flags & CTL_RIB_EMPTY_AS) != 0 ? 33 : 8;
	memcpy(run + sizeof(p), &p, sizeof(p));
	(void)link_sync_send(s, CTL_RIB_PATH, m->peer, 0, run, sizeof(run));
	fake_end(s, m->peer, CTL_OK, 2, "");
}

/* Refuses every line that says bad. */
static void
take_bulk(struct link_sync *s, struct link_msg *m, uint32_t *done)
{
	struct ctl_network n;

	(void)rbuf_host(&m->body, &n, sizeof(n));
	if (memmem(m->body.p, m->body.left, "bad", 3) != NULL ||
	    n.line != m->peer)
		(void)link_sync_send(s, CTL_REFUSED, m->peer, 0, "it is\nbad",
		    9);
	else
		(*done)++;
}

static void
send_offence(struct link_sync *s, uint32_t id, int64_t at_ms, const char *msg)
{
	struct offence o = { .at_ms = at_ms, .len = (uint16_t)strlen(msg),
	    .verdict = OFFENCE_SESSION_RESET, .why = "for a reason" };
	uint8_t body[sizeof(o) + 16];

	memcpy(body, &o, sizeof(o));
	memcpy(body + sizeof(o), msg, o.len);
	(void)link_sync_send(s, CTL_MALFORMED, id, 0, body,
	    sizeof(o) + o.len);
}

/* Two by the route engine and one by the session engine, between them. */
static void
send_malformed(struct link_sync *s, enum engine e, struct link_msg *m)
{
	struct ctl_selector sel;
	bool rde = e == ENGINE_RDE;

	(void)rbuf_host(&m->body, &sel, sizeof(sel));
	if (strcmp(sel.name, "none") == 0 ||
	    (strcmp(sel.name, "half") == 0 && rde)) {
		fake_end(s, m->peer, CTL_NOTHING, 0, "no such neighbor");
		return;
	}
	if (strcmp(sel.name, "secret") == 0 && rde) {
		fake_end(s, m->peer, CTL_DENIED, 0, "");
		return;
	}
	if (strcmp(sel.name, "quiet") != 0) {
		send_offence(s, m->peer, rde ? 1000 : 2000, rde ? "A" : "B");
		if (rde)
			send_offence(s, m->peer, 3000, "C");
	}
	if (strcmp(sel.name, "cut") == 0 && rde)
		(void)link_sync_send(s, CTL_MALFORMED, m->peer, 0, "x", 1);
	fake_end(s, m->peer, CTL_OK, 1, "");
}

/* How the daemon that is started next answers. */
static enum { TRIAL_GOOD, TRIAL_BROKEN, TRIAL_REFUSED } kind;

static void
send_trial(struct link_sync *s, uint32_t id)
{
	struct ctl_changes all = { .routes_added = 1, .neighbors = 1 };
	struct ctl_change c = { .remote = addr_v4(0xc0000202),
	    .remote_plen = kind == TRIAL_BROKEN ? 99 : 32,
	    .announcements = 1 };

	if (kind == TRIAL_REFUSED) {
		fake_end(s, id, CTL_REFUSE, 0, "f:1:1: one\nf:2:1: two");
		return;
	}
	(void)link_sync_send(s, CTL_CHANGES, id, 0, &all, sizeof(all));
	(void)link_sync_send(s, CTL_CHANGE, id, 0, &c, sizeof(c));
	fake_end(s, id, CTL_OK, 1, "f:3:1: warning: hm");
}

/* Shows two lines to "show", refuses "bad", lets "cut" wait. */
static void
take_api(struct link_sync *s, struct link_msg *m)
{
	char line[128];

	(void)snprintf(line, sizeof(line), "%.*s", (int)m->body.left,
	    (const char *)m->body.p);
	if (strcmp(line, "show") == 0) {
		/* In two parts. */
		(void)link_sync_send(s, CTL_API_DATA, m->peer, 1,
		    m->gen == 1 ? "{\"a" : "one", 3);
		(void)link_sync_send(s, CTL_API_DATA, m->peer, 0,
		    m->gen == 1 ? "\":1}" : " \\ two", m->gen == 1 ? 4 : 6);
		(void)link_sync_send(s, CTL_API_DATA, m->peer, 0,
		    "thr\033ee", 6);
	}
	if (strcmp(line, "@1 bad") == 0)
		fake_end(s, m->peer, CTL_REFUSE, 0, "@1 error: it is\nbad");
	else if (strncmp(line, "bad", 3) == 0)
		fake_end(s, m->peer, CTL_REFUSE, 0, "error: it is\nbad");
	else if (strcmp(line, "twice") == 0)
		fake_end(s, m->peer + 1, CTL_OK, 0, "done");
	else
		fake_end(s, m->peer, CTL_OK, 0, line[0] == '@' ? "@2 done" :
		    "done");
}

static bool
answer(struct link_sync *s, enum engine e, struct link_msg *m)
{
	static uint32_t done;

	switch (m->type) {
	case CTL_SHOW_MALFORMED:
		send_malformed(s, e, m);
		break;
	case CTL_TRIAL:
		send_trial(s, m->peer);
		break;
	case CTL_SHOW_COUNTERS:
		send_counters(s, m->peer);
		break;
	case CTL_SHOW_NEIGHBOR:
		send_neighbors(s, m);
		break;
	case CTL_SHOW_RIB:
		send_rib(s, m);
		break;
	case CTL_NETWORK_BULK:
		take_bulk(s, m, &done);
		break;
	case CTL_API:
		take_api(s, m);
		break;
	case CTL_BULK_END:
		fake_end(s, m->peer, CTL_OK, done, "");
		break;
	case CTL_LOG:
		fake_end(s, m->peer, m->gen == 1 ? CTL_OK : CTL_DENIED, 0, "");
		break;
	case CTL_RELOAD:
		(void)link_sync_send(s, CTL_WORKING, m->peer, 0, NULL, 0);
		fake_end(s, m->peer, CTL_REFUSE, 0, "line 1\nis\t wrong");
		break;
	default:
		fake_end(s, m->peer, CTL_NOTHING, 0, "");
		break;
	}
	return true;
}

static void
slurp(int fd, char *buf)
{
	ssize_t n;

	n = pread(fd, buf, TEXT - 1, 0);
	buf[n < 0 ? 0 : n] = '\0';
	(void)close(fd);
}

static int
scratch(void)
{
	char path[] = "/tmp/ctl_test.XXXXXX";
	int fd;

	fd = mkstemp(path);
	assert_int_not_equal(fd, -1);
	(void)unlink(path);
	return fd;
}

/* A stream is read from a descriptor. */
static int
stream(struct request *r, FILE *in)
{
	int c, code, fd = scratch();
	FILE *f = fdopen(dup(fd), "w");

	assert_non_null(f);
	while ((c = fgetc(in)) != EOF)
		(void)fputc(c, f);
	(void)fclose(f);
	(void)lseek(fd, 0, SEEK_SET);
	code = (int)request_api_stream(r, fd);
	(void)close(fd);
	return code;
}

static int
dispatch(struct request *r, FILE *in)
{
	switch (r->cmd->action) {
	case ACTION_RIB:
		return (int)request_show_rib(r);
	case ACTION_SUMMARY:
	case ACTION_NEIGHBOR:
		return (int)request_show_neighbors(r);
	case ACTION_MALFORMED:
		return (int)request_show_malformed(r);
	case ACTION_BULK_ADD:
		return (int)request_bulk(r, in);
	case ACTION_API:
		return (int)request_api(r);
	case ACTION_API_STREAM:
		return stream(r, in);
	case ACTION_TRIAL:
		return (int)request_trial(r);
	default:
		return (int)request_action(r);
	}
}

/* A command line; its exit status, out_text, err_text. */
static int
run(bool json, const char *line, const char *input)
{
	char buf[128], *argv[16], *p;
	struct request r = { .json = json };
	struct wbuf legal;
	struct command cmd;
	struct client client;
	struct output out;
	FILE *in;
	int argc, code, err, saved;

	command_init(&cmd);
	wbuf_growable(&legal, 4096);
	(void)snprintf(buf, sizeof(buf), "%s", line);
	argc = 0;
	for (p = strtok(buf, " "); p != NULL; p = strtok(NULL, " "))
		argv[argc++] = p;
	assert_int_equal(command_parse(&cmd, argc, argv, &legal), 0);
	output_init(&out, json ? &output_json : &output_text, &cmd, scratch(),
	    false);
	r.client = &client;
	r.cmd = &cmd;
	r.out = &out;
	err = scratch();
	(void)fflush(stderr);
	saved = dup(2);
	(void)dup2(err, 2);
	in = input == NULL ? NULL : fmemopen((void *)(uintptr_t)input,
	    strlen(input), "r");
	code = client_open(&client, fake.path, PATIENCE) == -1 ?
	    (int)request_lost(&r) : dispatch(&r, in);
	(void)fflush(stderr);
	(void)dup2(saved, 2);
	(void)close(saved);
	if (in != NULL)
		(void)fclose(in);
	client_close(&client);
	slurp(out.fd, out_text);
	slurp(err, err_text);
	output_free(&out);
	wbuf_free(&legal);
	command_free(&cmd);
	return code;
}

static void
shows_neighbors(void **state)
{
	(void)state;
	fake_start(&fake, answer);
	assert_int_equal(run(false, "show", NULL), EXIT_DONE);
	assert_non_null(strstr(out_text, "192.0.2.2 "));
	assert_non_null(strstr(out_text, "     42\n"));
	assert_string_equal(err_text, "");
	assert_int_equal(run(false, "show neighbor none", NULL),
	    EXIT_REFUSED);
	assert_string_equal(out_text, "");
	assert_string_equal(err_text, "bgpctl: no such neighbor\n");
	assert_int_equal(run(true, "show neighbor none", NULL),
	    EXIT_REFUSED);
	assert_string_equal(out_text,
	    "{ \"status\": \"FAILED\", \"error\": \"no such neighbor\" }\n");
	assert_string_equal(err_text, "");
	/* A description without an end. */
	assert_int_equal(run(false, "show neighbor group x", NULL),
	    EXIT_NO_DAEMON);
	assert_non_null(strstr(err_text, "malformed"));
	fake_stop(&fake);
}

static void
says_that_counters_are_missing(void **state)
{
	(void)state;
	fake.down[ENGINE_RDE] = true;
	fake_start(&fake, answer);
	assert_int_equal(run(false, "show", NULL), EXIT_NO_DAEMON);
	assert_non_null(strstr(out_text, "     -\n"));
	assert_non_null(strstr(err_text, "counters are missing"));
	assert_int_equal(run(false, "show rib", NULL), EXIT_NO_DAEMON);
	assert_non_null(strstr(err_text, "route engine is down"));
	fake.down[ENGINE_RDE] = false;
	fake_stop(&fake);
}

static void
shows_routes(void **state)
{
	(void)state;
	fake_start(&fake, answer);
	assert_int_equal(run(false, "show rib", NULL), EXIT_DONE);
	assert_non_null(strstr(out_text, " 0.0.0.0/0 "));
	assert_non_null(strstr(out_text, " 0.0.0.0/8 "));
	assert_int_equal(run(false, "show rib invalid", NULL), EXIT_REFUSED);
	assert_string_equal(out_text, "");
	assert_string_equal(err_text, "bgpctl: no matching route\n");
	assert_int_equal(run(true, "show rib invalid", NULL), EXIT_REFUSED);
	assert_string_equal(out_text, "{\n\t\"rib\": []\n}\n");
	assert_string_equal(err_text, "bgpctl: no matching route\n");
	/* A length that no prefix has: the list is closed all the same. */
	assert_int_equal(run(true, "show rib empty-as", NULL),
	    EXIT_NO_DAEMON);
	assert_non_null(strstr(out_text, "\n\t]\n}\n"));
	assert_non_null(strstr(err_text, "malformed"));
	fake_stop(&fake);
}

/* The hex lines of out_text, in a row. */
static void
assert_messages(const char *want)
{
	char got[TEXT] = "", *line, *rest = out_text;

	while ((line = strsep(&rest, "\n")) != NULL)
		if (line[0] != '\0' && strspn(line, "0123456789abcdef") ==
		    strlen(line))
			(void)strlcat(got, line, sizeof(got));
	assert_string_equal(got, want);
}

static void
shows_malformed(void **state)
{
	(void)state;
	fake_start(&fake, answer);
	assert_int_equal(run(false, "show malformed", NULL), EXIT_DONE);
	assert_string_equal(err_text, "");
	assert_messages("414243");
	assert_int_equal(run(true, "show malformed", NULL), EXIT_DONE);
	assert_non_null(strstr(out_text, "\"message\": \"42\""));
	/* Nothing is wrong, or there is nobody. */
	assert_int_equal(run(false, "show malformed neighbor quiet", NULL),
	    EXIT_DONE);
	assert_string_equal(out_text, "");
	assert_int_equal(run(true, "show malformed neighbor quiet", NULL),
	    EXIT_DONE);
	assert_string_equal(out_text, "{\n\t\"malformed\": []\n}\n");
	assert_int_equal(run(false, "show malformed neighbor half", NULL),
	    EXIT_DONE);
	assert_messages("42");
	assert_int_equal(run(false, "show malformed neighbor none", NULL),
	    EXIT_REFUSED);
	assert_string_equal(out_text, "");
	assert_string_equal(err_text, "bgpctl: no such neighbor\n");
	assert_int_equal(run(false, "show malformed neighbor secret", NULL),
	    EXIT_REFUSED);
	assert_string_equal(out_text, "");
	assert_string_equal(err_text, "bgpctl: permission denied\n");
	assert_int_equal(run(false, "show malformed neighbor cut", NULL),
	    EXIT_NO_DAEMON);
	assert_messages("414243");
	assert_string_equal(err_text, "bgpctl: the route engine sent a "
	    "malformed answer: its messages are missing\n");
	fake_stop(&fake);
}

static void
shows_malformed_of_one_engine(void **state)
{
	(void)state;
	fake.down[ENGINE_RDE] = true;
	fake_start(&fake, answer);
	assert_int_equal(run(false, "show malformed", NULL), EXIT_NO_DAEMON);
	assert_messages("42");
	assert_string_equal(err_text, "bgpctl: the route engine is down; bgpd "
	    "starts it again: its messages are missing\n");
	/* It might know somebody who is gone. */
	assert_int_equal(run(true, "show malformed neighbor none", NULL),
	    EXIT_NO_DAEMON);
	assert_string_equal(out_text, "{\n\t\"malformed\": []\n}\n");
	fake_stop(&fake);
	fake.down[ENGINE_SESSION] = true;
	fake_start(&fake, answer);
	assert_int_equal(run(false, "show malformed", NULL), EXIT_NO_DAEMON);
	assert_string_equal(out_text, "");
	assert_non_null(strstr(err_text, "session engine is down"));
	fake_stop(&fake);
	fake.down[ENGINE_RDE] = false;
	fake_start(&fake, answer);
	assert_int_equal(run(false, "show malformed", NULL), EXIT_NO_DAEMON);
	assert_messages("4143");
	assert_non_null(strstr(err_text, "session engine is down"));
	fake.down[ENGINE_SESSION] = false;
	fake_stop(&fake);
}

/* Octets behind the fixed fields of three records. */
static void
assert_mrt(const char *buf, size_t n)
{
	static const size_t len = 12 + 20 + 1;
	int i;

	assert_int_equal(n, 3 * len);
	for (i = 0; i < 3; i++)
		assert_int_equal(buf[(i + 1) * (int)len - 1], "ABC"[i]);
}

static void
writes_mrt_files(void **state)
{
	char path[] = "/tmp/ctl_test.XXXXXX", line[80], buf[256];
	struct stat st;
	mode_t mask;
	int fd;

	(void)state;
	fake_start(&fake, answer);
	fd = mkstemp(path);
	assert_int_equal(write(fd, "old", 3), 3);
	(void)snprintf(line, sizeof(line), "show malformed mrt %s", path);
	assert_int_equal(run(false, line, NULL), EXIT_DONE);
	assert_string_equal(out_text, "3 messages written\n");
	assert_mrt(buf, (size_t)pread(fd, buf, sizeof(buf), 0));
	/* Anew: as the umask has it. */
	(void)unlink(path);
	(void)close(fd);
	mask = umask(027);
	assert_int_equal(run(true, line, NULL), EXIT_DONE);
	(void)umask(mask);
	assert_string_equal(out_text,
	    "{ \"status\": \"OK\", \"text\": \"3 messages written\" }\n");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	assert_int_equal(st.st_size, 3 * (12 + 20 + 1));
	(void)unlink(path);
	assert_int_equal(run(false, "show malformed neighbor half mrt -",
	    NULL), EXIT_DONE);
	assert_int_equal(out_text[12 + 20], 'B');
	assert_int_equal(run(false, "show malformed mrt /dev/full", NULL),
	    EXIT_REFUSED);
	assert_string_equal(out_text, "");
	assert_string_equal(err_text,
	    "bgpctl: /dev/full: No space left on device\n");
	assert_int_equal(run(false, "show malformed mrt /nowhere/x", NULL),
	    EXIT_REFUSED);
	assert_string_equal(err_text,
	    "bgpctl: /nowhere/x: No such file or directory\n");
	/* Nothing is touched before there is an answer. */
	assert_int_equal(run(false, "show malformed neighbor none mrt /x",
	    NULL), EXIT_REFUSED);
	assert_string_equal(err_text, "bgpctl: no such neighbor\n");
	assert_int_equal(access("/x", F_OK), -1);
	fake_stop(&fake);
}

static void
acts(void **state)
{
	(void)state;
	fake_start(&fake, answer);
	assert_int_equal(run(false, "log verbose", NULL), EXIT_DONE);
	assert_string_equal(out_text, "request processed\n");
	assert_int_equal(run(true, "log verbose", NULL), EXIT_DONE);
	assert_string_equal(out_text, "{ \"status\": \"OK\" }\n");
	assert_int_equal(run(false, "log brief", NULL), EXIT_REFUSED);
	assert_string_equal(out_text, "");
	assert_string_equal(err_text, "bgpctl: permission denied\n");
	assert_int_equal(run(false, "reload", NULL), EXIT_REFUSED);
	assert_string_equal(err_text, "bgpctl: line 1\nbgpctl: is\\t wrong\n");
	assert_int_equal(run(true, "neighbor x up", NULL), EXIT_REFUSED);
	assert_non_null(strstr(out_text, "no such neighbor"));
	fake_stop(&fake);
}

static void
asks_what_a_reload_would_change(void **state)
{
	static const char said[] = "1 route would be added, 0 changed, "
	    "0 removed\nneighbor 192.0.2.2: 1 announcement, 0 withdraws\n";

	(void)state;
	kind = TRIAL_GOOD;
	fake_start(&fake, answer);
	assert_int_equal(run(false, "reload -n", NULL), EXIT_DONE);
	assert_true(strncmp(out_text, said, strlen(said)) == 0);
	assert_string_equal(out_text + strlen(said),
	    "no other neighbor would see a byte\n");
	assert_string_equal(err_text, "bgpctl: f:3:1: warning: hm\n");
	assert_int_equal(run(true, "reload -n", NULL), EXIT_DONE);
	assert_non_null(strstr(out_text, "\"f:3:1: warning: hm\""));
	assert_string_equal(err_text, "");
	fake_stop(&fake);
	/* Who is not named is not known when the answer breaks off. */
	kind = TRIAL_BROKEN;
	fake_start(&fake, answer);
	assert_int_equal(run(false, "reload -n", NULL), EXIT_NO_DAEMON);
	assert_null(strstr(out_text, "byte"));
	assert_non_null(strstr(err_text, "malformed"));
	assert_int_equal(run(true, "reload -n", NULL), EXIT_NO_DAEMON);
	assert_non_null(strstr(out_text, "\n\t\"neighbors\": []\n}\n"));
	fake_stop(&fake);
	kind = TRIAL_REFUSED;
	fake_start(&fake, answer);
	assert_int_equal(run(false, "reload -n", NULL), EXIT_REFUSED);
	assert_string_equal(out_text, "");
	assert_string_equal(err_text, "bgpctl: f:1:1: one\n"
	    "bgpctl: f:2:1: two\n");
	assert_int_equal(run(true, "reload -n", NULL), EXIT_REFUSED);
	assert_non_null(strstr(out_text, "\"FAILED\""));
	fake_stop(&fake);
}

static void
streams_in_bulk(void **state)
{
	char *big;
	size_t len;
	FILE *f;
	int i;

	(void)state;
	fake_start(&fake, answer);
	assert_int_equal(run(false, "network bulk add med 5",
	    "10.0.0.0/8\n# comment\n\n  bad # why not\n10.1.0.0/16"),
	    EXIT_REFUSED);
	assert_string_equal(out_text, "2 added, 1 refused\n");
	assert_string_equal(err_text, "line 4: it is\\nbad\n");
	assert_int_equal(run(true, "network bulk add", "a\nbad\n"),
	    EXIT_REFUSED);
	assert_string_equal(out_text, "{\"line\":2,\"status\":\"FAILED\","
	    "\"error\":\"it is\\nbad\"}\n"
	    "{\"status\":\"FAILED\",\"done\":1,\"failed\":1}\n");
	/* Both directions full at once. */
	f = open_memstream(&big, &len);
	assert_non_null(f);
	for (i = 0; i < BULK_LINES; i++)
		fprintf(f, "bad %d\n", i);
	fclose(f);
	assert_int_equal(run(false, "network bulk add", big), EXIT_REFUSED);
	assert_string_equal(out_text, "0 added, 20000 refused\n");
	free(big);
	fake_stop(&fake);
}

static void
gives_a_command_of_the_api(void **state)
{
	(void)state;
	fake_start(&fake, answer);
	assert_int_equal(run(false, "api announce", ""), EXIT_DONE);
	assert_string_equal(out_text, "done\n");
	assert_int_equal(run(true, "api announce", ""), EXIT_DONE);
	assert_non_null(strstr(out_text, "\"OK\""));
	assert_int_equal(run(false, "api show", ""), EXIT_DONE);
	assert_string_equal(out_text, "one \\ two\nthr\\x1bee\n");
	assert_int_equal(run(true, "api show", ""), EXIT_DONE);
	assert_string_equal(out_text, "{\"a\":1}\nthr\\x1bee\n");
	assert_int_equal(run(false, "api bad", ""), EXIT_REFUSED);
	assert_string_equal(out_text, "");
	assert_string_equal(err_text, "bgpctl: it is\nbgpctl: bad\n");
	assert_int_equal(run(true, "api bad", ""), EXIT_REFUSED);
	assert_non_null(strstr(out_text, "\"FAILED\""));
	fake_stop(&fake);
}

static void
streams_the_api(void **state)
{
	char *big;
	size_t len;
	FILE *f;
	int i;

	(void)state;
	fake_start(&fake, answer);
	assert_int_equal(run(false, "api -", "announce\nshow\n@2 x"),
	    EXIT_DONE);
	assert_string_equal(out_text, "done\none \\ two\nthr\\x1bee\n"
	    "done\n@2 done\n");
	assert_int_equal(run(false, "api -", "bad\n@1 bad\n"),
	    EXIT_REFUSED);
	assert_string_equal(out_text, "error\n@1 error: it is\\nbad\n");
	assert_string_equal(err_text, "line 1: it is\\nbad\n"
	    "line 2: it is\\nbad\n");
	assert_int_equal(run(true, "api -", "bad\nshow\n"), EXIT_REFUSED);
	assert_string_equal(out_text, "{\"line\":1,\"status\":\"FAILED\","
	    "\"error\":\"it is\\nbad\"}\n{\"a\":1}\nthr\\x1bee\n"
	    "{\"line\":2,\"status\":\"OK\"}\n");
	assert_int_equal(run(false, "api -", "twice\n"), EXIT_NO_DAEMON);
	/* Both directions full at once, and a line that is too long. */
	f = open_memstream(&big, &len);
	assert_non_null(f);
	for (i = 0; i < BULK_LINES; i++)
		fprintf(f, "bad %d\n", i);
	for (i = 0; i < 2 * COMMAND_TEXT_MAX; i++)
		fputc('x', f);
	fprintf(f, "\nannounce\n");
	fclose(f);
	assert_int_equal(run(false, "api -", big), EXIT_REFUSED);
	assert_int_equal(strlen(out_text), BULK_LINES * 6 + 6 + 5);
	free(big);
	fake_stop(&fake);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shows_neighbors),
		cmocka_unit_test(says_that_counters_are_missing),
		cmocka_unit_test(shows_routes),
		cmocka_unit_test(shows_malformed),
		cmocka_unit_test(shows_malformed_of_one_engine),
		cmocka_unit_test(writes_mrt_files),
		cmocka_unit_test(acts),
		cmocka_unit_test(asks_what_a_reload_would_change),
		cmocka_unit_test(streams_in_bulk),
		cmocka_unit_test(gives_a_command_of_the_api),
		cmocka_unit_test(streams_the_api),
	};

	(void)signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
