/* SPDX-License-Identifier: ISC */
/* Everything that begins with show. */
#ifndef CTL_REQUEST_SHOW_H
#define CTL_REQUEST_SHOW_H

#include "request.h"

enum exit_code request_show_neighbors(struct request *r);
enum exit_code request_show_rib(struct request *r);
enum exit_code request_show_network(struct request *r);
enum exit_code request_show_process(struct request *r);
enum exit_code request_show_memory(struct request *r);

#endif
