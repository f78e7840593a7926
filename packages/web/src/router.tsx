/** Every address of the app and its search parameters, on one screen. */
import type { QueryClient } from "@tanstack/react-query"
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  redirect,
} from "@tanstack/react-router"
import { queryClient } from "./api.ts"
import { meQuery } from "./features/auth/queries.ts"
import { safeRedirect } from "./features/auth/redirect.ts"
import { homeSorts, homeViews } from "./features/datasets/arrange.ts"
import { myDatasetsQuery } from "./features/datasets/queries.ts"
import { defined, oneOf, parseSearch, type RawSearch, stringifySearch, textParam } from "./search-params.ts"
import { ErrorPage } from "./shell/ErrorPage.tsx"
import { NotFoundPage } from "./shell/NotFoundPage.tsx"
import { RootLayout } from "./shell/RootLayout.tsx"
import { SignedInLayout } from "./shell/SignedInLayout.tsx"

export const queues = ["pending", "draft", "submitted", "discarded"] as const

const loginSearch = (raw: RawSearch) => defined({ redirect: textParam(raw, "redirect") })
const homeSearch = (raw: RawSearch) =>
  defined({
    q: textParam(raw, "q"),
    /** Workspace names, separated by commas. */
    workspaces: textParam(raw, "workspaces"),
    sort: oneOf(raw, "sort", homeSorts),
    view: oneOf(raw, "view", homeViews),
  })
const annotateSearch = (raw: RawSearch) =>
  defined({ queue: oneOf(raw, "queue", queues), rec: textParam(raw, "rec") })
/** What Argilla's pages carried in their addresses, as far as it has a meaning here. */
const argillaSearch = (raw: RawSearch) => defined({ queue: oneOf(raw, "_status", queues) })

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: RootLayout,
  notFoundComponent: NotFoundPage,
  errorComponent: ErrorPage,
})

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: loginSearch,
  beforeLoad: async ({ context, search }) => {
    const me = await context.queryClient.fetchQuery(meQuery).catch(() => null)
    if (me) throw redirect({ href: safeRedirect(search.redirect, window.location.origin), replace: true })
  },
  component: lazyRouteComponent(() => import("./features/auth/LoginPage.tsx"), "LoginPage"),
})

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: "/reset-password/$token",
  component: lazyRouteComponent(() => import("./features/auth/ResetPasswordPage.tsx"), "ResetPasswordPage"),
})

const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  beforeLoad: async ({ context, location }) => {
    const me = await context.queryClient.ensureQueryData(meQuery)
    if (me) return { me }
    const target = location.href === "/" ? {} : { redirect: location.href }
    throw redirect({ to: "/login", search: target, replace: true })
  },
  component: SignedInLayout,
})

const home = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  validateSearch: homeSearch,
  // Asked for while the page's code is on the way; the page shows what comes of it.
  loader: ({ context }) => void context.queryClient.prefetchQuery(myDatasetsQuery),
  component: lazyRouteComponent(() => import("./features/datasets/HomePage.tsx"), "HomePage"),
})

const dataset = createRoute({
  getParentRoute: () => signedIn,
  path: "/d/$datasetId",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/d/$datasetId/annotate", params, replace: true })
  },
})

const annotate = createRoute({
  getParentRoute: () => signedIn,
  path: "/d/$datasetId/annotate",
  validateSearch: annotateSearch,
  beforeLoad: ({ params }) => {
    if (!uuid.test(params.datasetId)) throw notFound()
  },
  component: lazyRouteComponent(() => import("./features/annotate/AnnotatePage.tsx"), "AnnotatePage"),
})

const insightsSearch = (raw: RawSearch) =>
  defined({
    question: textParam(raw, "question"),
    by: textParam(raw, "by"),
    gold: textParam(raw, "gold"),
    person: textParam(raw, "person"),
    label: textParam(raw, "label"),
    from: textParam(raw, "from"),
    sides: textParam(raw, "sides"),
  })
const insights = createRoute({
  getParentRoute: () => signedIn,
  path: "/d/$datasetId/insights",
  validateSearch: insightsSearch,
  beforeLoad: ({ params }) => {
    if (!uuid.test(params.datasetId)) throw notFound()
  },
  component: lazyRouteComponent(() => import("./features/insights/InsightsPage.tsx"), "InsightsPage"),
})
const insightsIndex = createRoute({
  getParentRoute: () => insights,
  path: "/",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/d/$datasetId/insights/progress", params, replace: true })
  },
})
const insightsProgress = createRoute({
  getParentRoute: () => insights,
  path: "progress",
  component: lazyRouteComponent(() => import("./features/insights/ProgressTab.tsx"), "ProgressTab"),
})
const insightsAgreement = createRoute({
  getParentRoute: () => insights,
  path: "agreement",
  component: lazyRouteComponent(() => import("./features/insights/AgreementTab.tsx"), "AgreementTab"),
})
const insightsAnswers = createRoute({
  getParentRoute: () => insights,
  path: "answers",
  component: lazyRouteComponent(() => import("./features/insights/AnswersTab.tsx"), "AnswersTab"),
})
const insightsDisagreements = createRoute({
  getParentRoute: () => insights,
  path: "disagreements",
  component: lazyRouteComponent(() => import("./features/insights/DisagreementsTab.tsx"), "DisagreementsTab"),
})
const insightsPeople = createRoute({
  getParentRoute: () => insights,
  path: "people",
  component: lazyRouteComponent(() => import("./features/insights/PeopleTab.tsx"), "PeopleTab"),
})
const insightsLeaderboard = createRoute({
  getParentRoute: () => insights,
  path: "leaderboard",
  component: lazyRouteComponent(() => import("./features/insights/LeaderboardTab.tsx"), "LeaderboardTab"),
})
const exportSearch = (raw: RawSearch) =>
  defined({
    task: textParam(raw, "task"),
    format: textParam(raw, "format"),
    map: textParam(raw, "map"),
    status: oneOf(raw, "status", ["pending", "completed"]),
    where: textParam(raw, "where"),
    unify: textParam(raw, "unify"),
    suggestions: oneOf(raw, "suggestions", ["fallback", "also", "only"]),
    splits: textParam(raw, "splits"),
    seed: textParam(raw, "seed"),
    stratified: oneOf(raw, "stratified", ["yes"]),
    lint: textParam(raw, "lint"),
    tokenizer: textParam(raw, "tokenizer"),
    benchmark: textParam(raw, "benchmark"),
    asOf: textParam(raw, "asOf"),
    container: oneOf(raw, "container", ["parquet", "folder"]),
  })
const exportPage = createRoute({
  getParentRoute: () => signedIn,
  path: "/d/$datasetId/export",
  validateSearch: exportSearch,
  beforeLoad: ({ params }) => {
    if (!uuid.test(params.datasetId)) throw notFound()
  },
  component: lazyRouteComponent(() => import("./features/export/ExportPage.tsx"), "ExportPage"),
})

const account = createRoute({
  getParentRoute: () => signedIn,
  path: "/me",
  component: lazyRouteComponent(() => import("./features/account/AccountPage.tsx"), "AccountPage"),
})
const accountIndex = createRoute({
  getParentRoute: () => account,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/me/profile", replace: true })
  },
})
const profile = createRoute({
  getParentRoute: () => account,
  path: "profile",
  component: lazyRouteComponent(() => import("./features/account/Profile.tsx"), "Profile"),
})
const password = createRoute({
  getParentRoute: () => account,
  path: "password",
  component: lazyRouteComponent(() => import("./features/account/Password.tsx"), "Password"),
})
const appearance = createRoute({
  getParentRoute: () => account,
  path: "appearance",
  component: lazyRouteComponent(() => import("./features/account/Appearance.tsx"), "Appearance"),
})
const apiKeys = createRoute({
  getParentRoute: () => account,
  path: "api-keys",
  component: lazyRouteComponent(() => import("./features/account/ApiKey.tsx"), "ApiKey"),
})

// Addresses that people have in bookmarks and mails from Argilla.
const argillaSignIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: loginSearch,
  beforeLoad: ({ search }) => {
    const target = safeRedirect(search.redirect, window.location.origin)
    throw redirect({ to: "/login", search: target === "/" ? {} : { redirect: target }, replace: true })
  },
})
const argillaAnnotation = createRoute({
  getParentRoute: () => root,
  path: "/dataset/$datasetId/annotation-mode",
  validateSearch: argillaSearch,
  beforeLoad: ({ params, search }) => {
    throw redirect({ to: "/d/$datasetId/annotate", params, search, replace: true })
  },
})
const argillaSettings = createRoute({
  getParentRoute: () => root,
  path: "/dataset/$datasetId/settings",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/d/$datasetId/annotate", params, replace: true })
  },
})
const argillaAccount = createRoute({
  getParentRoute: () => root,
  path: "/user-settings",
  beforeLoad: () => {
    throw redirect({ to: "/me/profile", replace: true })
  },
})

export const router = createRouter({
  routeTree: root.addChildren([
    login,
    resetPassword,
    signedIn.addChildren([
      home,
      dataset,
      annotate,
      insights.addChildren([
        insightsIndex,
        insightsProgress,
        insightsAgreement,
        insightsAnswers,
        insightsDisagreements,
        insightsPeople,
        insightsLeaderboard,
      ]),
      exportPage,
      account.addChildren([accountIndex, profile, password, appearance, apiKeys]),
    ]),
    argillaSignIn,
    argillaAnnotation,
    argillaSettings,
    argillaAccount,
  ]),
  context: { queryClient },
  defaultPreload: "intent",
  scrollRestoration: true,
  // Only what a route's own schema lets through reaches its page.
  search: { strict: true },
  parseSearch,
  stringifySearch,
})

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router
  }
}
