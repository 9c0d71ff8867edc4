//! Which operation a request is for.

use std::collections::BTreeMap;

use http::Method;

use super::Operation;
use super::template::Template;

/// All operations by path, concrete paths before templates.
#[derive(Debug)]
pub(crate) struct Router {
    routes: Vec<Route>,
    base_paths: Vec<String>,
}

#[derive(Debug)]
struct Route {
    template: Template,
    shape: String,
    /// Methods, and the operations that have it.
    operations: Vec<(Method, usize)>,
}

/// What a request is for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum RouteMatch {
    /// One of these operations, the likeliest first, with the values of the
    /// path. Documents tell operations of one path apart by what can't be sent.
    Operations(Vec<usize>, Vec<(String, String)>),
    /// The path has other methods.
    OtherMethods(Vec<Method>),
    /// There is no such path.
    Nothing,
}

impl Router {
    pub(crate) fn new(operations: &[Operation], base_paths: &[String]) -> Self {
        let mut routes: BTreeMap<Template, Vec<(Method, usize)>> = BTreeMap::new();
        for (index, operation) in operations.iter().enumerate() {
            let route = routes.entry(Template::new(&operation.path)).or_default();
            route.push((operation.method.clone(), index));
        }
        let routes = routes.into_iter();
        let routes = routes.map(|(template, operations)| Route {
            shape: template.shape(),
            template,
            operations,
        });
        Self {
            routes: routes.collect(),
            base_paths: base_paths.to_vec(),
        }
    }

    /// Finds the operation of a request. The path may start with that of a
    /// server.
    pub(crate) fn find(
        &self,
        method: &Method,
        path: &str,
        query: &[(String, String)],
        operations: &[Operation],
    ) -> RouteMatch {
        let mut found = self.find_below(method, path, query, operations);
        for base in &self.base_paths {
            if !matches!(found, RouteMatch::Nothing) {
                break;
            }
            if let Some(rest) = path
                .strip_prefix(base.as_str())
                .filter(|rest| rest.starts_with('/'))
            {
                found = self.find_below(method, rest, query, operations);
            }
        }
        found
    }

    fn find_below(
        &self,
        method: &Method,
        path: &str,
        query: &[(String, String)],
        operations: &[Operation],
    ) -> RouteMatch {
        // Routes that differ only in the names of their variables are one.
        let mut shape: Option<&str> = None;
        let mut methods: Vec<Method> = Vec::new();
        for route in &self.routes {
            if shape.is_some_and(|shape| shape != route.shape) {
                continue;
            }
            let Some(values) = route.template.matches(path) else {
                continue;
            };
            let candidates = route.operations.iter().filter(|(known, _)| known == method);
            let candidates: Vec<usize> = candidates.map(|(_, index)| *index).collect();
            let says = |index: &&usize| {
                let fixed = operations
                    .get(**index)
                    .map(|operation| &operation.fixed_query);
                let fixed = fixed.into_iter().flatten();
                fixed.clone().count() > 0 && fixed.clone().all(|pair| query.contains(pair))
            };
            let silent = |index: &&usize| {
                let operation = operations.get(**index);
                operation.is_some_and(|operation| operation.fixed_query.is_empty())
            };
            let (first, rest): (Vec<usize>, Vec<usize>) =
                candidates.iter().partition(|index| says(index));
            let (second, third): (Vec<usize>, Vec<usize>) =
                rest.iter().partition(|index| silent(index));
            let all = [first, second, third].concat();
            if !all.is_empty() {
                return RouteMatch::Operations(all, values);
            }
            shape = Some(&route.shape);
            for (method, _) in &route.operations {
                if !methods.contains(method) {
                    methods.push(method.clone());
                }
            }
        }
        if methods.is_empty() {
            RouteMatch::Nothing
        } else {
            RouteMatch::OtherMethods(methods)
        }
    }
}
