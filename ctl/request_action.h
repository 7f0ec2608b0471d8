/* SPDX-License-Identifier: ISC */
/* Requests that change something and are answered by a verdict alone. */
#ifndef CTL_REQUEST_ACTION_H
#define CTL_REQUEST_ACTION_H

#include "request.h"

enum exit_code request_action(struct request *r);

#endif
