/* SPDX-License-Identifier: ISC */
/*
 * The parent's life.  It reads the configuration (in a child), starts the two
 * engines, and says that it has started when both run with it.  From then on
 * only a signal or a client stops it, or exabgp_tcp_connections.
 */
#include <sys/resource.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <bsd/string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/log.h"
#include "caps.h"
#include "engine_link.h"
#include "files.h"
#include "ipc/parent_engine.h"
#include "ipc/parent_rde.h"
#include "ipc/parent_session.h"
#include "parent.h"
#include "parent_programs.h"

enum { STOP_MS = 5000, FILES_MAX = 65536 };

/* --- the marker ----------------------------------------------------------- */

static void
on_touch(void *arg)
{
	struct parent *p = arg;

	marker_touch(p->marker);
	loop_timer_set(p->touch, MARKER_TOUCH_S * 1000);
}

/* Where there is no place for one, as in a container, nothing is said. */
static void
no_marker(struct parent *p)
{
	const char *why = strerror(errno);

	if (errno == ENOENT || errno == EROFS || errno == EACCES ||
	    errno == EPERM)
		log_debug("no marker in %s: %s", MARKER_DIR, why);
	else
		log_warn("no marker in %s: %s", MARKER_DIR, why);
	marker_free(p->marker);
	p->marker = NULL;
}

/* Neighbours may still hold what a daemon before this one announced. */
static void
look_for_marker(struct parent *p)
{
	monotime_t now = clock_now();
	int64_t seconds;

	p->marker = marker_open(MARKER_DIR, p->socket.path);
	if (p->marker == NULL)
		no_marker(p);
	else if (marker_found(p->marker, &seconds)) {
		log_info("restarted: sessions ended without a word %lld s "
		    "ago", (long long)seconds);
		rollout_set_lost(p->rollout, monotime_add_ms(now,
		    -seconds * 1000));
	}
}

static void
leave_marker(struct parent *p)
{
	if (p->marker == NULL || !p->started)
		return;
	if (p->told_all)
		marker_remove(p->marker);
	else if (marker_stopped(p->marker) == -1)
		no_marker(p);
}

static void
set_marker(struct parent *p)
{
	if (p->marker == NULL)
		return;
	if (marker_write(p->marker) == -1)
		no_marker(p);
	else
		on_touch(p);
}

/* --- stop ----------------------------------------------------------------- */

static void
leave(struct parent *p, int status)
{
	p->status = status;
	loop_stop(p->loop);
}

static void
send_stop(struct parent *p, enum stop_why why)
{
	const struct pe_stop s = { .why = (uint8_t)why };
	size_t n = strlen(p->last_words);
	uint8_t body[sizeof(s) + PE_STOP_TEXT];

	memcpy(body, &s, sizeof(s));
	memcpy(body + sizeof(s), p->last_words, n);
	if (engine_send(p->engine[ENGINE_SESSION], PE_STOP, 0, 0, body,
	    sizeof(s) + n) == -1)
		p->stopped(p, false);
	else
		loop_timer_set(p->patience, STOP_MS);
}

static void
stop_for(struct parent *p, const char *why, enum stop_why how)
{
	int i;

	if (p->stopping)
		return;
	p->stopping = true;
	p->final = how == STOP_FINAL;
	log_info("stopping: %s", why);
	if (!p->started) {
		leave(p, 0);
		return;
	}
	for (i = 0; i < ENGINE_MAX; i++)
		engine_retire(p->engine[i]);
	send_stop(p, how);
}

static void
stop(struct parent *p, const char *why)
{
	stop_for(p, why, STOP_SHUTDOWN);
}

/*
 * The session engine has closed every session, or (not told) is not there.
 * Programs have heard of that by now; they are the last to go.
 */
static void
stopped(struct parent *p, bool told)
{
	loop_timer_cancel(p->patience);
	if (p->stopping) {
		p->told_all = told && p->final;
		programs_stop(p->programs);
	} else if (p->restarting) {
		p->restarting = false;
		engine_restart(p->engine[ENGINE_SESSION]);
	}
}

static void
out_of_patience(void *arg)
{
	struct parent *p = arg;

	log_warn("the session engine did not stop in %d s", STOP_MS / 1000);
	stopped(p, false);
}

static void
restart_sessions(struct parent *p)
{
	if (!p->started || p->stopping || p->restarting)
		return;
	log_info("restarting every session");
	p->restarting = true;
	send_stop(p, STOP_RESTART);
}

/* It does not wait for one that is only tried. */
static uint32_t
ask_reload(struct parent *p, bool next_file)
{
	uint32_t number = reload_request(p->reload, next_file);

	trial_abandon(p->trial, "the configuration is reloaded meanwhile: "
	    "ask again");
	return number;
}

static void
reload_for(struct parent *p, int signo)
{
	const uint32_t number = ask_reload(p, signo == SIGUSR1);

	if (signo == SIGALRM)
		p->then_sessions = number;
	else if (signo == SIGUSR2)
		p->then_programs = number;
}

/* What was to follow a reload: not when it failed. */
static void
after_reload(struct parent *p, uint32_t served, bool ok)
{
	if (p->then_sessions != 0 &&
	    (int32_t)(served - p->then_sessions) >= 0) {
		p->then_sessions = 0;
		if (ok)
			restart_sessions(p);
	}
	if (p->then_programs != 0 &&
	    (int32_t)(served - p->then_programs) >= 0) {
		p->then_programs = 0;
		if (ok)
			programs_restart(p->programs);
	}
}

static void
on_signal(void *arg, int signo)
{
	struct parent *p = arg;

	if (p->started && !p->stopping)
		(void)engine_send(p->engine[ENGINE_RDE], PR_SIGNAL,
		    (uint32_t)signo, 0, NULL, 0);
	switch (signo) {
	case SIGTERM:
	case SIGINT:
		if (p->stopping)
			leave(p, 0);	/* twice: at once */
		else
			stop(p, strsignal(signo));
		break;
	default:
		if (p->started && !p->stopping)
			reload_for(p, signo);
		break;
	}
}

/* --- what the parts tell ------------------------------------------------- */

static void
set_log(struct parent *p, bool verbose)
{
	const enum log_level level = verbose ? LOG_LEVEL_DEBUG :
	    LOG_LEVEL_INFO;
	int i;

	if (log_get_level() == level)
		return;
	log_set_level(level);
	for (i = 0; i < ENGINE_MAX; i++)
		if (p->engine[i] != NULL)
			(void)engine_send(p->engine[i], PE_LOG_LEVEL, level, 0,
			    NULL, 0);
}

static void
listener_opened(void *arg, uint32_t id, int fd, const struct listen_place *at)
{
	struct parent *p = arg;
	const struct ps_listener l = { .port = at->port, .af = at->addr.af };
	int copy;

	if ((copy = dup(fd)) == -1) {
		log_error("listener: %s", strerror(errno));
		return;
	}
	(void)engine_send_fd(p->engine[ENGINE_SESSION], PS_LISTENER, id, 0,
	    &l, sizeof(l), copy);
}

static void
listener_gone(void *arg, uint32_t id)
{
	struct parent *p = arg;

	(void)engine_send(p->engine[ENGINE_SESSION], PS_LISTENER_GONE, id, 0,
	    NULL, 0);
}

/* What was injected comes before the configuration. */
static void
give_log(struct parent *p)
{
	int fd = inject_log_give(p->injected);

	if (fd == -1)
		engine_kill(p->engine[ENGINE_RDE], strerror(errno));
	else
		(void)engine_send_fd(p->engine[ENGINE_RDE], PR_LOG_FILE, 0,
		    0, NULL, 0, fd);
}

/* A random one (RFC 9562 5.4). */
static void
make_uuid(char text[PR_UUID])
{
	struct hash_key k;

	hash_key_random(&k);
	(void)snprintf(text, PR_UUID, "%08x-%04x-4%03x-%04x-%012llx",
	    (unsigned)(k.k[0] >> 32), (unsigned)(k.k[0] >> 16 & 0xffff),
	    (unsigned)(k.k[0] & 0xfff),
	    (unsigned)(k.k[1] >> 48 & 0x3fff) | 0x8000,
	    (unsigned long long)(k.k[1] & 0xffffffffffff));
}

/* For events; what the environment says holds for all programs. */
static void
give_identity(struct parent *p)
{
	struct pr_identity id = {
		.pid = getpid(), .ppid = getppid(),
		.no_ack = p->options->no_ack,
		.api_version = p->options->api_version,
	};

	id.started = p->born;
	memcpy(id.uuid, p->uuid, sizeof(id.uuid));
	if (gethostname(id.host, sizeof(id.host) - 1) == -1)
		(void)strlcpy(id.host, "localhost", sizeof(id.host));
	(void)engine_send(p->engine[ENGINE_RDE], PR_IDENTITY, 0, 0, &id,
	    sizeof(id));
}

static void
engine_up(void *arg, enum engine_kind kind)
{
	struct parent *p = arg;

	crashes_up(p->crashes, kind);
	if (kind == ENGINE_RDE) {
		give_log(p);
		give_identity(p);
	}
	rollout_up(p->rollout, kind);
}

static void
engine_down(void *arg, enum engine_kind kind, const char *how, bool crashed)
{
	struct parent *p = arg;

	if (!p->started) {
		log_error("%s ended with %s while starting",
		    engine_kind_name(kind), how);
		leave(p, 1);
		return;
	}
	if (kind == ENGINE_RDE) {
		programs_engine_down(p->programs);
		asks_forget(p->asks);
		amend_forget(p->amend);
		trial_go(p->trial);
	}
	if (kind == ENGINE_SESSION && p->stopping) {
		stopped(p, false);
		return;
	}
	if (kind == ENGINE_SESSION && p->restarting) {
		p->restarting = false;
		loop_timer_cancel(p->patience);
	}
	if (crashed)
		crashes_down(p->crashes, kind, rollout_current(p->rollout));
	rollout_down(p->rollout, kind);
	trial_engine_down(p->trial, kind);
	control_engine_down(p->control, kind);
}

static void
started(struct parent *p)
{
	const struct conf_global *g = &rollout_current(p->rollout)->global;
	const size_t n = rollout_current(p->rollout)->nneighbors;

	p->started = true;
	set_marker(p);
	log_info("started: %zu neighbor%s", n, n == 1 ? "" : "s");
	if (!p->options->foreground && g->log_syslog != 2)
		log_write_to(&p->log, LOG_TO_SYSLOG);
	daemon_ready(&p->daemon, g->log_syslog == 2);
}

/* Before there are sessions: programs hear of the first one from its start. */
static void
serve_programs(struct parent *p)
{
	if (!p->started && caps_limit() == -1)
		log_warn("cannot limit capabilities: %s", strerror(errno));
	programs_serve(p->programs, rollout_current(p->rollout));
}

static void
engine_runs(void *arg, enum engine_kind kind)
{
	struct parent *p = arg;

	log_debug("%s runs with the configuration", engine_kind_name(kind));
	p->runs[kind] = true;
	if (kind == ENGINE_RDE)
		serve_programs(p);
	if (!p->started && p->runs[ENGINE_SESSION] && p->runs[ENGINE_RDE])
		started(p);
}

static void
engine_refused(void *arg, enum engine_kind kind, const char *why)
{
	struct parent *p = arg;

	log_error("%s refuses the configuration: %s", engine_kind_name(kind),
	    why);
	if (p->started)
		engine_kill(p->engine[kind], "refused what is in force");
	else
		leave(p, 1);
}

/* Only we know keys; a session that stands has its old one for ever. */
static void
tell_changed_keys(struct parent *p, const struct config *old)
{
	const struct config *c = rollout_current(p->rollout);
	const struct conf_neighbor *was;
	size_t i;

	for (i = 0; i < c->nneighbors; i++) {
		was = config_neighbor(old, c->neighbors[i].id);
		if (was != NULL && !key_set_same(old->keys, was->id, c->keys,
		    was->id))
			(void)engine_send(p->engine[ENGINE_SESSION],
			    PS_KEY_CHANGED, was->id, 0, NULL, 0);
	}
}

static void
configuration_changed(void *arg, const struct config *old, const char *why)
{
	struct parent *p = arg;
	const struct config *c = rollout_current(p->rollout);

	if (old != NULL) {
		set_log(p, p->options->verbose || c->global.log_verbose != 0);
		tell_changed_keys(p, old);
		crashes_changed(p->crashes, old, c);
		created_settle(p->created, c);
		programs_configure(p->programs, c);
	}
	if (amend_running(p->amend))
		amend_changed(p->amend, why);
	else
		reload_changed(p->reload, old, why);
}

static void
reload_done(void *arg, uint32_t served, bool ok, const char *text)
{
	struct parent *p = arg;

	control_reloaded(p->control, served, ok, text);
	asks_reloaded(p->asks, served, ok, text);
	if (ok)		/* after the answer: who asked may be revoked */
		control_configure(p->control, rollout_current(p->rollout));
	after_reload(p, served, ok);
	amend_go(p->amend);
	trial_go(p->trial);
}

static uint32_t
client_reload(void *arg)
{
	return ask_reload(arg, false);
}

static uint32_t
client_trial(void *arg)
{
	struct parent *p = arg;

	return trial_request(p->trial);
}

static void
client_trial_unwanted(void *arg)
{
	struct parent *p = arg;

	trial_forget(p->trial);
}

static void
trial_over(void *arg, uint32_t served, const char *why,
    struct trial_result *result)
{
	struct parent *p = arg;

	control_tried(p->control, served, why, result);
	amend_go(p->amend);
}

static bool
change_waits(void *arg)
{
	const struct parent *p = arg;

	return amend_waits(p->amend);
}

static void
client_log(void *arg, bool verbose)
{
	set_log(arg, verbose);
}

static void
client_shutdown(void *arg, const char *reason)
{
	struct parent *p = arg;

	if (!p->stopping)
		(void)strlcpy(p->last_words, reason, sizeof(p->last_words));
	stop_for(p, "bgpctl shutdown", STOP_FINAL);
}

/* --- start ---------------------------------------------------------------- */

static void
first_report(void *arg, bool warning, const char *line)
{
	(void)arg;
	(void)warning;
	(void)dprintf(STDERR_FILENO, "%s\n", line);
}

static void
make_engines(struct parent *p)
{
	static const enum user_of user[ENGINE_MAX] = {
		[ENGINE_SESSION] = USER_SESSION, [ENGINE_RDE] = USER_RDE
	};
	int i;

	for (i = 0; i < ENGINE_MAX; i++) {
		const enum engine_kind kind = (enum engine_kind)i;
		const struct engine_conf ec = {
			.kind = kind, .exe_fd = p->exe_fd[i],
			.root_fd = p->root_fd, .ids = p->users.v[user[i]],
			.software = p->options->software,
			.table = engine_link_table(kind),
			.ops = { .up = engine_up, .down = engine_down },
			.arg = p,
		};

		p->engine[i] = engine_new(p->loop, &ec);
		rollout_set_engine(p->rollout, p->engine[i]);
		crashes_set_engine(p->crashes, p->engine[i]);
		control_set_engine(p->control, p->engine[i]);
		trial_set_engine(p->trial, p->engine[i]);
	}
	for (i = 0; i < ENGINE_MAX; i++)
		engine_spawn(p->engine[i]);
}

/* Before anything else is touched: may we be the daemon of this socket? */
static int
prepare(struct parent *p, const struct config *c)
{
	const char *path;
	char why[512];

	path = p->options->socket != NULL ? p->options->socket :
	    c->global.socket[0] != '\0' ? c->global.socket : OPTIONS_SOCKET;
	if (users_resolve(&p->users, p->options->users, &c->global, why,
	    sizeof(why)) == -1 ||
	    control_socket_open(&p->socket, path, why, sizeof(why)) == -1) {
		log_error("%s", why);
		return -1;
	}
	if (p->users.made_up)
		log_warn("not every user of Herald exists here: engines and "
		    "programs run under ids of nobody (session %u, rde %u, "
		    "programs %u)", (unsigned)p->users.v[USER_SESSION].uid,
		    (unsigned)p->users.v[USER_RDE].uid,
		    (unsigned)p->users.v[USER_PROGRAMS].uid);
	return 0;
}

static void
first_loaded(void *arg, struct config *c)
{
	struct parent *p = arg;
	const struct listen_ops listen_ops = {
		.opened = listener_opened, .gone = listener_gone, .arg = p
	};
	const struct rollout_ops rollout_ops = {
		.running = engine_runs, .refused = engine_refused,
		.changed = configuration_changed, .arg = p
	};
	const struct control_ops control_ops = {
		.reload = client_reload, .trial = client_trial,
		.trial_unwanted = client_trial_unwanted, .log = client_log,
		.process = parent_programs_show, .shutdown = client_shutdown,
		.arg = p
	};
	const struct reload_ops reload_ops = { .done = reload_done, .arg = p };
	const struct trial_ops trial_ops = { .done = trial_over,
	    .others = change_waits, .arg = p };

	p->load = NULL;
	if (c == NULL || prepare(p, c) == -1) {
		config_free(c);
		leave(p, 1);
		return;
	}
	set_log(p, p->options->verbose || c->global.log_verbose != 0);
	p->listeners = listeners_new(p->loop, p->options, &listen_ops);
	p->rollout = rollout_new(p->loop, p->listeners, c, &rollout_ops);
	look_for_marker(p);
	p->crashes = crashes_new();
	p->reload = reload_new(p->loop, p->options, p->root_fd, &reload_ops);
	reload_set_rollout(p->reload, p->rollout);
	p->created = created_new();
	reload_set_created(p->reload, p->created);
	p->trial = trial_new(p->loop, p->root_fd, &trial_ops);
	trial_set(p->trial, p->rollout, p->reload);
	p->control = control_new(p->loop, &p->socket, c, &control_ops);
	parent_programs_make(p);
	make_engines(p);
}

static int
open_files(struct parent *p)
{
	char why[512];
	int i;

	for (i = 0; i < ENGINE_MAX; i++) {
		p->exe_fd[i] = files_open_program(
		    engine_kind_name((enum engine_kind)i), why, sizeof(why));
		if (p->exe_fd[i] == -1) {
			log_error("%s", why);
			return -1;
		}
	}
	if ((p->injected = inject_log_new()) == NULL) {
		log_error("injection log: %s", strerror(errno));
		return -1;
	}
	if ((p->root_fd = files_open_root(why, sizeof(why))) == -1) {
		log_error("%s", why);
		return -1;
	}
	return 0;
}

static void
raise_files_limit(void)
{
	struct rlimit rl;

	if (getrlimit(RLIMIT_NOFILE, &rl) == -1)
		return;
	rl.rlim_cur = rl.rlim_max < FILES_MAX ? rl.rlim_max : FILES_MAX;
	(void)setrlimit(RLIMIT_NOFILE, &rl);
}

static void
start(struct parent *p)
{
	static const int wanted[PARENT_SIGNALS] = {
		SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2, SIGALRM
	};
	const struct config_load_ops ops = {
		.report = first_report, .done = first_loaded, .arg = p
	};
	int i;

	(void)signal(SIGPIPE, SIG_IGN);
	for (i = 0; i < PARENT_SIGNALS; i++)
		p->signals[i] = loop_signal_new(p->loop, wanted[i], on_signal,
		    p);
	p->patience = loop_timer_new(p->loop, out_of_patience, p);
	p->touch = loop_timer_new(p->loop, on_touch, p);
	p->attempts = attempts_new(p->options->tcp_connections);
	raise_files_limit();
	p->load = config_load_start(p->loop, p->options->files[0], NULL,
	    p->root_fd, NULL, &ops);
	loop_run(p->loop);
}

static void
clean_up(struct parent *p)
{
	int i;

	config_load_cancel(p->load);
	for (i = 0; i < ENGINE_MAX; i++)
		if (p->engine[i] != NULL)
			engine_retire(p->engine[i]);
	leave_marker(p);	/* it belongs to who has the socket */
	marker_free(p->marker);
	programs_free(p->programs);
	asks_free(p->asks);
	amend_free(p->amend);
	control_free(p->control);
	control_socket_close(&p->socket);
	trial_free(p->trial);
	reload_free(p->reload);
	created_free(p->created);
	for (i = 0; i < ENGINE_MAX; i++)
		engine_free(p->engine[i]);
	rollout_free(p->rollout);
	listeners_free(p->listeners);
	inject_log_free(p->injected);
	crashes_free(p->crashes);
	attempts_free(p->attempts);
	loop_timer_free(p->patience);
	loop_timer_free(p->touch);
	for (i = 0; i < PARENT_SIGNALS; i++)
		loop_signal_free(p->signals[i]);
	loop_free(p->loop);
}

int
parent_run(const struct options *o, struct daemon *d)
{
	struct parent p = { .options = o, .daemon = *d, .status = 1 };

	p.socket.fd = -1;
	p.born = clock_wall();
	make_uuid(p.uuid);
	p.stop = stop;
	p.stopped = stopped;
	p.leave = leave;
	p.reload_file = ask_reload;
	p.restart = restart_sessions;
	log_write_init(&p.log, "bgpd");
	log_set_sink(log_write_sink, &p.log);
	if (open_files(&p) == -1)
		return 1;
	p.loop = loop_new();
	start(&p);
	clean_up(&p);
	if (p.started)
		log_info("stopped");
	log_set_sink(NULL, NULL);
	log_write_close(&p.log);
	return p.status;
}
